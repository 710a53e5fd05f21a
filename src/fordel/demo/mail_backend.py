"""In the demo mail goes to the database and is read at /demo/mail; nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from fordel.demo.models import DemoMail
from fordel.shared.clock import now


class DemoMailBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keeps the mails; returns how many."""
        kept = DemoMail.objects.bulk_create(
            DemoMail(
                sent_at=now(), recipients=", ".join(mail.recipients()), subject=str(mail.subject), body=str(mail.body)
            )
            for mail in email_messages
        )
        return len(kept)
