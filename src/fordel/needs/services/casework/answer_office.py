"""The owner writes to the office about a report; what the office had asked is answered with it."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.needs.casework_mails import name_of
from fordel.needs.models import NeedsReport, ReportMessage
from fordel.needs.services.casework.ask_owner import checked_text
from fordel.parties.models import Person
from fordel.parties.selectors.people import emails_of_office
from fordel.shared.addresses import full_address
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.outbox import queue_mail


@transaction.atomic
def answer_office(report_id: int, text: str, person: Person) -> ReportMessage:
    """The message. Open questions are answered by it, also after their day. The officer who has the report gets the
    mail, and everybody at the office where nobody has it. Raises UserError when nothing was written."""
    text = checked_text(text, "answer")
    report = (
        NeedsReport.objects.select_for_update(of=("self",))
        .select_related("round__office", "assigned_to", "owner")
        .get(pk=report_id)
    )
    instant = now()
    ReportMessage.objects.filter(report=report, from_office=True, answered_at__isnull=True).update(answered_at=instant)
    message = ReportMessage.objects.create(report=report, from_office=False, author=person, text=text, sent_at=instant)
    details = {"report": report.pk, "length": len(text)}
    office = report.round.office
    record("needs.message.answered", actor=person, subject=message, office=office, details=details)
    with override(office.language_form or "nb"):
        queue_mail(_officers(report), *_mail(report, text))
    return message


def _officers(report: NeedsReport) -> list[str]:
    if report.assigned_to is not None and report.assigned_to.is_active:
        return [report.assigned_to.email]
    return emails_of_office(report.round.office_id)


def _mail(report: NeedsReport, text: str) -> tuple[str, str]:
    where = {"office": report.round.office.slug, "year": report.round.year, "number": report.number}
    first = _("%(owner)s writes about %(report)s:") % {"owner": report.owner.name, "report": name_of(report)}
    last = _("Read and answer here: %(address)s") % {"address": full_address(reverse("needs:report", kwargs=where))}
    return _("An answer about %(report)s") % {"report": name_of(report)}, "\n\n".join((first, text, last))
