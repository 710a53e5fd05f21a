"""Mail leaves through here: written in the same transaction as what caused it, sent afterwards by a job.

Only `fordel.notices` imports this (an import contract): who gets what, and in which language, is decided there.
"""

from __future__ import annotations

from collections.abc import Iterable

from fordel.shared.clock import now
from fordel.shared.jobs import queue_job
from fordel.shared.models import OutboxMail
from fordel.shared.notice import CalendarPart, Picture
from fordel.shared.plain_text import one_line


def queue_mail(
    recipients: Iterable[str],
    subject: str,
    body: str,
    calendar: CalendarPart | None = None,
    unsubscribe: str = "",
    picture: Picture | None = None,
) -> int:
    """Queue one mail per address in the current transaction; return how many. A rollback takes them with it."""
    mails = OutboxMail.objects.bulk_create(
        OutboxMail(
            recipient=address,
            subject=one_line(subject)[:255],
            body=body,
            calendar=calendar.content if calendar else "",
            calendar_method=calendar.method if calendar else "",
            unsubscribe=unsubscribe,
            picture=picture.content if picture else b"",
            picture_name=picture.name if picture else "",
            queued_at=now(),
        )
        for address in sorted(set(recipients))
    )
    for mail in mails:
        queue_job("shared.send_queued_mail", mail_id=mail.pk)
    return len(mails)
