"""Mail on its way out."""

from __future__ import annotations

import socket
from datetime import timedelta
from typing import Final

from django.conf import settings

from fordel.shared.clock import OSLO, now
from fordel.shared.health.check import Check
from fordel.shared.models import OutboxMail

UNSENT_AFTER: Final = timedelta(hours=1)
_CONNECT_SECONDS: Final = 3.0


def check_mail() -> Check:
    """Not ok if a mail has waited for more than an hour. Says whether the mail server answers; a mail server that is
    away for a moment is no fault, because mails are tried again."""
    waiting = OutboxMail.objects.filter(sent_at=None, queued_at__lt=now() - UNSENT_AFTER).order_by("queued_at")
    count, server = waiting.count(), _server()
    if count:
        since = waiting[0].queued_at.astimezone(OSLO).strftime("%Y-%m-%d %H:%M")
        words = f"{count} not sent, the oldest is from {since}; {server}. The worker's log says why."
        return Check("mail", ok=False, words=words)
    return Check("mail", ok=True, words=f"none has waited for more than an hour; {server}")


def _server() -> str:
    if settings.FORDEL_DEMO:
        return "mail stays in the demo"
    name = f"the mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=_CONNECT_SECONDS):
            return f"{name} answers"
    except OSError:
        return f"{name} does not answer"
