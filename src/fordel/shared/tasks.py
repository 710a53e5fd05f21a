"""Jobs that carry side effects out of the system."""

from __future__ import annotations

from typing import Final

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from fordel.shared.clock import now
from fordel.shared.models import OutboxMail

_RETRY: Final = RetryStrategy(max_attempts=10, exponential_wait=4)


@app.task(retry=_RETRY)
def send_queued_mail(mail_id: int) -> None:
    """Sends one mail, once: the row is locked, and a mail that has gone is not sent again.

    The Message-ID follows from the row, so a mail that went out just before a crash is recognised as the same one.
    """
    with transaction.atomic():
        mail = OutboxMail.objects.select_for_update().filter(pk=mail_id, sent_at__isnull=True).first()
        if mail is None:
            return
        headers = {"Message-ID": f"<outbox-{mail.pk}@fordel>"}
        message = EmailMultiAlternatives(mail.subject, mail.body, to=[mail.recipient], headers=headers)
        if mail.calendar:  # mail programs look for the method in the part's own type
            message.attach_alternative(mail.calendar, f"text/calendar; method={mail.calendar_method}")
        message.send()
        mail.sent_at = now()
        mail.save(update_fields=["sent_at"])
