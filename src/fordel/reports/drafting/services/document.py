"""The needs report as a document of `writing`: what it is, who may write in it, and how it is saved and sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.content import Content, content_of
from fordel.core.form.definition import FormDefinition, Kind
from fordel.core.form.draft import DraftFacts
from fordel.core.form.draft_findings import findings_of
from fordel.core.form.findings import Finding
from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_organisation
from fordel.reports.drafting.notices import ReportReceived
from fordel.reports.drafting.services.receipt_text import receipt_of
from fordel.reports.drafting.services.receive_report import receive_report
from fordel.reports.models import ReportDraft, ReportOrigin, ReportState
from fordel.reports.partners.services.tell_change import notice_changes
from fordel.reports.presentation.window_texts import why_closed
from fordel.reports.selectors.draft_facts import facts_of, form_of, window_of
from fordel.reports.selectors.submissions import REPORT, report_of
from fordel.reports.services.hold_report import hold_report
from fordel.reports.services.lock_draft import lock_draft
from fordel.shared.audit import record
from fordel.writing.models import Document, Submission
from fordel.writing.plugs.kinds import Opening, Refusal, SentKind
from fordel.writing.plugs.receipts import Receipt
from fordel.writing.services.save_fields import Edit, SaveResult, save_fields
from fordel.writing.services.send import send_document


class NeedsReportKind(SentKind[ReportDraft, DraftFacts]):
    """The scheme says what it asks; the round and the report when it is open."""

    code = "reports.report"
    sent_with = (f"{REPORT}__owner", f"{REPORT}__round__office", f"{REPORT}__round__scheme")

    def locked(self, document_id: int) -> ReportDraft:
        return lock_draft(document_id)

    def document(self, subject: ReportDraft) -> Document:
        return subject.document

    def form(self, subject: ReportDraft) -> FormDefinition:
        return form_of(subject.round)

    def opening(self, subject: ReportDraft, received_at: datetime) -> Opening:
        """After the deadline, a refusal by a partner opens the part about partners and budget, and nothing else."""
        window = window_of(subject, received_at)
        if not window.is_open:
            return Opening(why_closed=Refusal(*why_closed(window)))
        if not window.only_partners:
            return Opening()
        return Opening(
            parts=(self.form(subject).part_with(Kind.PARTNERS),),
            why_not_others=Refusal(
                _("Only partners and budget can be changed now, since a partner has declined."),
                _("The rest stays as you sent it."),
            ),
        )

    def changed(self, subject: ReportDraft, keys: Collection[str]) -> None:
        notice_changes(subject, keys)

    def log(self, subject: ReportDraft, event: str, person: Person | None, details: Mapping[str, Any]) -> None:
        record(f"reports.{event}", actor=person, subject=subject, office=subject.round.office_id, details=details)

    def hold(self, subject: ReportDraft) -> None:
        hold_report(subject)

    def facts(self, subject: ReportDraft) -> DraftFacts:
        return facts_of(subject)

    def findings(self, facts: DraftFacts) -> Sequence[Finding]:
        return findings_of(facts)

    def content(self, facts: DraftFacts, attachments: Sequence[Mapping[str, Any]]) -> Content:
        return content_of(facts, attachments)

    def is_in_force(self, subject: ReportDraft) -> bool:
        return subject.report is not None and subject.report.state == ReportState.SUBMITTED

    def received(self, subject: ReportDraft, facts: DraftFacts, submission: Submission) -> None:
        receive_report(subject, facts, submission)

    def language(self, submission: Submission) -> str:
        report = report_of(submission)
        return language_of_organisation(report.owner, report.round.office)

    def receipt(self, submission: Submission) -> Receipt:
        return receipt_of(submission)

    def receipt_name(self, submission: Submission) -> str:
        report = report_of(submission)
        return _("receipt-%(year)s-%(number)s-%(sequence)s.pdf") % {
            "year": report.round.year,
            "number": report.number,
            "sequence": submission.sequence,
        }

    def receipt_written(self, submission: Submission) -> None:
        report = report_of(submission)
        if report.origin != ReportOrigin.OFFICE:  # `receive_report` notifies of a report that the office registers
            notify(to_organisation(report.owner, report.round.office), ReportReceived(submission))


NEEDS_REPORT: Final = NeedsReportKind()


def save_draft(draft_id: int, person: Person, edits: Sequence[Edit], received_at: datetime) -> SaveResult:
    """Store fields of a needs report; see `writing.services.save_fields`."""
    return save_fields(NEEDS_REPORT, draft_id, person, edits, received_at)


def submit_report(draft_id: int, person: Person, received_at: datetime) -> Submission:
    """What was received; see `writing.services.send`."""
    return send_document(NEEDS_REPORT, draft_id, person, received_at)
