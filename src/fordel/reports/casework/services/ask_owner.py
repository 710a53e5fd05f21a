"""Writes to the owner of a report: a question with a day to answer by, or a message that asks nothing."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.models import Person
from fordel.reports.casework.notices.reports import OfficeAsks, OfficeWrites
from fordel.reports.casework.services.lock_report import locked_report
from fordel.reports.models import ReportMessage, ReportState
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.writing.services.threads import checked_text, require_later, write_message


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
    record("needs.message.sent", actor=person, subject=message, office=office, details=details)
    notice = OfficeWrites(report, message) if reply_by is None else OfficeAsks(report, message)
    return notify(to_organisation(report.owner, report.round.office), notice).count
