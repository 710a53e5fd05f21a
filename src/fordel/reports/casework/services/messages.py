"""What office and owner write to each other about a report: questions, answers and the office's own notes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_office, to_organisation, to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.casework.services.lock_report import locked_report
from fordel.reports.models import InternalNote, NeedsReport, ReportMessage, ReportState
from fordel.reports.notices.reports import OfficeAsks, OfficeWrites, OwnerWrites
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.threads import checked_text, mark_read, require_later, write_message


@transaction.atomic
def ask_owner(report_id: int, text: str, reply_by: datetime | None, person: Person, *, seen: str | None) -> int:
    """Return how many people of the owner are notified. With `reply_by` (the first instant too late) it is a question,
    and is open until it is answered. Answers that had come are read with it. Raises UserError."""
    text = checked_text(text, "message")
    require_later(reply_by)
    report = locked_report(report_id, seen)
    if report.state == ReportState.WITHDRAWN:
        raise UserError(_("The owner has withdrawn the report."), _("Nothing was sent."))
    thread, message = ReportMessage.objects.filter(report=report), ReportMessage(report=report, text=text)
    write_message(thread, message, person, from_office=True, reply_by=reply_by)
    details = {"report": report.pk, "is_question": reply_by is not None, "length": len(text)}
    office = report.round.office_id
    record("reports.message.sent", actor=person, subject=message, office=office, details=details)
    notice = OfficeWrites(report, message) if reply_by is None else OfficeAsks(report, message)
    return notify(to_organisation(report.owner, report.round.office), notice).count


@transaction.atomic
def answer_office(report_id: int, text: str, person: Person) -> ReportMessage:
    """The message. Open questions are answered by it, also after their day. The officer who has the report
    is notified, or everybody at the office if nobody has it. Raises UserError when nothing was written."""
    text = checked_text(text, "answer")
    report = (
        NeedsReport.objects.select_for_update(of=("self",))
        .select_related("round__office", "assigned_to", "owner")
        .get(pk=report_id)
    )
    thread, message = ReportMessage.objects.filter(report=report), ReportMessage(report=report, text=text)
    write_message(thread, message, person, from_office=False)
    details = {"report": report.pk, "length": len(text)}
    office = report.round.office
    record("reports.message.answered", actor=person, subject=message, office=office, details=details)
    assigned = to_person(report.assigned_to, office) if report.assigned_to is not None else []
    notify(assigned or to_office(office), OwnerWrites(report, text))
    return message


@transaction.atomic
def read_answers(report: NeedsReport, person: Person) -> int:
    """Return how many messages were unread."""
    count = mark_read(ReportMessage.objects.filter(report=report), from_office=False)
    if count:
        record(
            "reports.message.read", actor=person, subject=report, office=report.office_id, details={"messages": count}
        )
    return count


@transaction.atomic
def write_note(report: NeedsReport, text: str, person: Person) -> InternalNote:
    """The note. Raises UserError when nothing was written. Notes may be written after the decision too."""
    text = checked_text(text, "note")
    note = InternalNote.objects.create(report=report, author=person, text=text, written_at=now())
    details = {"report": report.pk, "length": len(text)}
    record("reports.note.written", actor=person, subject=note, office=report.office_id, details=details)
    return note
