"""Everything the office's page about one report shows, from at most eight queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import get_language

from fordel.core.lifecycle import NEEDS_REPORT
from fordel.parties.actors import Actor
from fordel.reports.casework.presentation.exempt_step import bases_of, basis_words
from fordel.reports.casework.presentation.texts import shown_findings, step_name
from fordel.reports.casework.selectors.parties import attachments_of_draft, parties_of_draft
from fordel.reports.casework.selectors.saved_views import officers_of
from fordel.reports.models import NeedsReport, ReportOrigin
from fordel.reports.permissions import changes_reports
from fordel.reports.plugs.report_locks import why_not_change
from fordel.reports.presentation.changes import shown_changes
from fordel.reports.presentation.report_facts import report_facts
from fordel.reports.selectors.findings import findings_of_columns, findings_of_sent, form_or_none
from fordel.reports.selectors.log import log_of
from fordel.reports.selectors.report_page import history_of, sources_of
from fordel.reports.selectors.reports import partners_of
from fordel.shared.clock import today

_VERBS = ("accept", "return", "refuse", "call_back", "reopen")


def report_context(report: NeedsReport, actor: Actor) -> dict[str, Any]:
    """The context of `reports/casework/report.html`; the report comes from `report_from_url`."""
    language = get_language() or "nb"
    form = form_or_none(report.round)
    partners = partners_of([report.pk]).get(report.pk, [])
    draft = getattr(report, "draft", None)
    parties = parties_of_draft(draft.pk) if draft else []
    content: dict[str, Any] | None = report.sent_content  # type: ignore[attr-defined]  # see report_from_url
    states = {party.slot: party.state for party in parties}
    if form is not None and content is not None:
        findings = findings_of_sent(form, content, states)
    else:
        findings = findings_of_columns(report, form, partners)
    may_change = changes_reports(actor, report).allowed
    log = log_of(report)
    return {
        **report_facts(report, partners, form, language),
        "sources": sources_of(report) if report.origin == ReportOrigin.IMPORT else [],
        "history": [(line, shown_changes(line.changes, report.round)) for line in history_of(report, partners)],
        "draft": draft,
        "parties": parties,
        "attachments": attachments_of_draft(draft.pk) if draft else [],
        "findings": shown_findings(findings, form, language),
        "log": log,
        "steps": [(entry, step_name(entry.detail)) for entry in log.steps],
        "officers": officers_of(report.office_id) if may_change else [],
        "verbs": [verb for verb in _VERBS if NEEDS_REPORT.allows(report.state, verb)],
        "exemption": getattr(report, "exemption", None),
        "exempt_basis": basis_words(report),
        "may_exempt": may_change and bool(bases_of(report)),
        "may_change": may_change,
        "why_locked": why_not_change(report.round) if may_change else "",
        "suggested_day": today() + timedelta(days=7),
        "first_day": today() + timedelta(days=1),
    }
