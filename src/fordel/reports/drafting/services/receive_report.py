"""Makes what an owner has sent into what the office has received."""

from __future__ import annotations

from django.db.models import Max

from fordel.core.form.draft import DraftFacts
from fordel.core.lifecycle import NEEDS_REPORT
from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.programme.models import Round
from fordel.reports.casework.notices.reports import ReportRegistered
from fordel.reports.drafting.services.write_sent_report import write_sent_report
from fordel.reports.models import NeedsReport, PartyState, ReportDraft, ReportOrigin, ReportStateChange
from fordel.reports.partners.services.tell_change import tell_waiting_parties
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.report_rules import REPORTS
from fordel.shared.audit import record
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.models import Submission


def receive_report(draft: ReportDraft, facts: DraftFacts, submission: Submission) -> None:
    """Write the report, new or renewed, log it and queue its receipt. The draft and its report are held."""
    person, received_at = submission.sent_by, submission.received_at
    if person is None:
        raise ValueError("a report is sent by somebody")
    report = draft.report or _new_report(draft, submission)
    step = advance(REPORTS, report, "send", person)
    report.reply_by = None
    write_sent_report(report, facts, submission.content, person, received_at)
    if draft.report_id != report.pk or draft.declined_at is not None:
        draft.report, draft.declined_at = report, None
        draft.save(update_fields=["report", "declined_at"])
    if any(party.state == PartyState.CHANGED for party in facts.parties):
        tell_waiting_parties(draft, facts, person)
    ReportStateChange.objects.create(
        report=report, verb="send", source=step.source, target=step.target, at=received_at, by=person
    )
    record(
        "needs.report.sent",
        actor=person,
        subject=report,
        office=draft.round.office_id,
        details={"amount": report.amount, "sequence": submission.sequence, "sha256": submission.sha256},
    )
    index_reports([report.pk])
    if draft.by_office:
        notify(to_organisation(report.owner, report.round.office), ReportRegistered(report))
    queue_job("needs.write_receipt", submission_id=submission.pk)


def _new_report(draft: ReportDraft, submission: Submission) -> NeedsReport:
    """A report with the next free number of the round, which is held until the transaction ends."""
    round_ = Round.objects.select_for_update(no_key=True).get(pk=draft.round_id)
    highest = NeedsReport.objects.filter(round=round_).aggregate(highest=Max("number"))["highest"]
    return NeedsReport(
        round=draft.round,
        state=NEEDS_REPORT.start,
        number=(highest or 0) + 1,
        owner=draft.owner,
        origin=ReportOrigin.OFFICE if draft.by_office else ReportOrigin.OWNER,
        received_at=submission.received_at,
        version=0,
    )
