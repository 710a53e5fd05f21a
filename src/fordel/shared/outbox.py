"""Mail leaves through here: written in the same transaction as what caused it, sent afterwards by a job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from fordel.shared.clock import now
from fordel.shared.jobs import queue_job
from fordel.shared.models import OutboxMail


def full_address(path: str) -> str:
    """The path as an address that can be opened from a mail."""
    return f"{settings.FORDEL_ADDRESS}{path}"


@dataclass(frozen=True)
class CalendarPart:
    """iCalendar text that goes with a mail, and its method: REQUEST or CANCEL."""

    method: str
    content: str


def queue_mail(recipients: Iterable[str], subject: str, body: str, calendar: CalendarPart | None = None) -> int:
    """Queues one mail per address in the current transaction; returns how many. A rollback takes them with it."""
    from fordel.shared.tasks import send_queued_mail

    mails = OutboxMail.objects.bulk_create(
        OutboxMail(
            recipient=address,
            subject=subject[:255],
            body=body,
            calendar=calendar.content if calendar else "",
            calendar_method=calendar.method if calendar else "",
            queued_at=now(),
        )
        for address in sorted(set(recipients))
    )
    for mail in mails:
        queue_job(send_queued_mail, mail_id=mail.pk)
    return len(mails)
