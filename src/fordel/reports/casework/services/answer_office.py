"""The owner writes to the office about a report; what the office had asked is answered with it."""

from __future__ import annotations

from django.db import transaction

from fordel.notices.recipient import to_office, to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.casework.notices.reports import OwnerWrites
from fordel.reports.models import NeedsReport, ReportMessage
from fordel.shared.audit import record
from fordel.writing.services.threads import checked_text, write_message


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
    record("needs.message.answered", actor=person, subject=message, office=office, details=details)
    assigned = to_person(report.assigned_to, office) if report.assigned_to is not None else []
    notify(assigned or to_office(office), OwnerWrites(report, text))
    return message
