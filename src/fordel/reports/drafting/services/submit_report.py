"""Sends a report: what was written becomes what the office has received, once, with a number and the server's time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from fordel.core.form.content import Content, content_of, sent_hash
from fordel.core.form.draft import DraftFacts
from fordel.core.form.draft_findings import findings_of
from fordel.core.form.findings import Finding
from fordel.core.lifecycle import NEEDS_REPORT
from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.casework.notices.reports import ReportRegistered
from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.draft_facts import facts_of, window_of
from fordel.reports.drafting.selectors.draft_page import attachments_of
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.drafting.services.write_sent_report import write_sent_report
from fordel.reports.models import (
    NeedsReport,
    PartyState,
    ReportDraft,
    ReportOrigin,
    ReportState,
    ReportStateChange,
    Submission,
)
from fordel.reports.partners.services.tell_change import tell_waiting_parties
from fordel.reports.services.hold_report import hold_report
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.services.save_fields import ClosedError


class IncompleteError(UserError):
    """Something is missing or wrong; `findings` says what."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(_("The report is not ready to be sent."), _("Put right what is listed, and send again."))
        self.findings = tuple(findings)


@transaction.atomic
def submit_report(draft_id: int, person: Person, received_at: datetime) -> Submission:
    """What was received. Sending again what is received already gives the same receipt and changes nothing.

    `received_at` is when the server received the request: that, and nothing later, is held against the deadline. Raises
    ClosedError and IncompleteError; nothing is changed then.
    """
    draft = lock_draft(draft_id)
    hold_report(draft)
    window = window_of(draft, received_at)
    if not window.is_open:
        raise ClosedError(*why_closed(window))
    facts = facts_of(draft)
    stopping = [finding for finding in findings_of(facts) if finding.stops_sending]
    if stopping:
        raise IncompleteError(stopping)
    content = content_of(facts, attachments_of(draft))
    last = draft.report.submissions.order_by("sequence").last() if draft.report else None
    stands = draft.report is not None and draft.report.state == ReportState.SUBMITTED
    if last is not None and stands and last.sha256 == sent_hash(content):
        return last
    return _receive(draft, facts, content, person, received_at, (last.sequence if last else 0) + 1)


def _receive(
    draft: ReportDraft, facts: DraftFacts, content: Content, person: Person, received_at: datetime, sequence: int
) -> Submission:
    report = draft.report or _new_report(draft, received_at)
    step = advance(REPORTS, report, "send", person)
    report.reply_by = None
    write_sent_report(report, facts, content, person, received_at)
    if draft.report_id != report.pk or draft.declined_at is not None:
        draft.report, draft.declined_at = report, None
        draft.save(update_fields=["report", "declined_at"])
    if any(party.state == PartyState.CHANGED for party in facts.parties):
        tell_waiting_parties(draft, facts, person)
    submission = Submission.objects.create(
        report=report,
        sequence=sequence,
        content=content,
        sha256=sent_hash(content),
        received_at=received_at,
        sent_by=person,
    )
    ReportStateChange.objects.create(
        report=report, verb="send", source=step.source, target=step.target, at=received_at, by=person
    )
    record(
        "needs.report.sent",
        actor=person,
        subject=report,
        office=draft.round.office_id,
        details={"amount": report.amount, "sequence": sequence, "sha256": submission.sha256},
    )
    index_reports([report.pk])
    if draft.by_office:
        notify(to_organisation(report.owner, report.round.office), ReportRegistered(report))
    queue_job("needs.write_receipt", submission_id=submission.pk)
    return submission


def _new_report(draft: ReportDraft, received_at: datetime) -> NeedsReport:
    """A report with the next free number of the round, which is held until the transaction ends."""
    round_ = Round.objects.select_for_update(no_key=True).get(pk=draft.round_id)
    highest = NeedsReport.objects.filter(round=round_).aggregate(highest=Max("number"))["highest"]
    return NeedsReport(
        round=draft.round,
        state=NEEDS_REPORT.start,
        number=(highest or 0) + 1,
        owner=draft.owner,
        origin=ReportOrigin.OFFICE if draft.by_office else ReportOrigin.OWNER,
        received_at=received_at,
        version=0,
    )
