"""Lets an owner mend a report that came by spreadsheet: a draft with what is known of it, when it is sent back."""

from __future__ import annotations

from fordel.parties.models import Person
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.drafting.selectors.draft_facts import form_of
from fordel.reports.drafting.services.copy_draft import fill_draft
from fordel.reports.drafting.services.start_draft import begin_draft
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.shared.audit import record


def open_to_mend(report: NeedsReport, person: Person) -> None:
    """Nothing where the report has a draft already, or the scheme no form. Called in the transaction that sends the
    report back, when it is stored as returned: that is what the draft may be written in for."""
    if scheme_of(report.round.scheme).form is None or ReportDraft.objects.filter(report=report).exists():
        return
    draft = begin_draft(report.round, report.owner, person, report=report)
    record(
        "needs.draft.started",
        actor=person,
        subject=draft,
        office=report.round.office_id,
        details={"owner": report.owner_id, "report": report.pk},
    )
    fill_draft(draft, report, form_of(report.round.scheme), person, first_year=report.round.year)
