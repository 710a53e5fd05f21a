"""Jobs that carry side effects out of the system."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from fordel.shared.clock import now
from fordel.shared.jobs import take_up_stalled_jobs
from fordel.shared.models import OutboxMail

_RETRY: Final = RetryStrategy(max_attempts=10, exponential_wait=4)
_BEFORE_ALL_OTHERS: Final = 100


@app.task(name="shared.send_queued_mail", retry=_RETRY)
def send_queued_mail(mail_id: int) -> None:
    """Sends one mail that has not gone yet; the row is locked.

    A mail goes at least once. If the worker dies after the mail server took the mail and before that is written down,
    it goes again with the same Message-ID, by which the receiver's mail program knows it as the same one.
    """
    with transaction.atomic():
        mail = OutboxMail.objects.select_for_update().filter(pk=mail_id, sent_at__isnull=True).first()
        if mail is None:
            return
        headers = {"Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}  # RFC 3834: nobody answers it
        if mail.unsubscribe:  # RFC 8058: the mail program ends it with one press, without asking for anything
            headers["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message = EmailMultiAlternatives(mail.subject, mail.body, to=[mail.recipient], headers=headers)
        if mail.calendar:  # mail programs look for the method in the part's own type
            message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        if mail.picture_name:
            message.attach(mail.picture_name, bytes(mail.picture), "image/png")
        message.send()
        mail.sent_at = now()
        mail.save(update_fields=["sent_at"])


def message_id(mail: OutboxMail) -> str:
    """The same for a mail every time it is sent, and no other mail's: not in another installation, and not after the
    database was made once more."""
    host = urlsplit(settings.FORDEL_ADDRESS).hostname or "fordel"
    return f"<{mail.pk}.{mail.queued_at.timestamp():.6f}@{host}>"


@app.periodic(cron="* * * * *")
@app.task(name="shared.take_up_stalled_jobs", queueing_lock="shared.take_up_stalled_jobs", priority=_BEFORE_ALL_OTHERS)
def take_up_stalled(timestamp: int) -> None:
    """Every minute, and when a worker starts: what a worker had when it died goes back into the queue."""
    take_up_stalled_jobs()
