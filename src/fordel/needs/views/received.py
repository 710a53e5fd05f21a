"""When the server received a request: that, and nothing later, is held against a deadline."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest


def received(request: HttpRequest) -> datetime:
    """The instant, noted by ClockMiddleware before anything else was done."""
    instant: datetime = request.received_at  # type: ignore[attr-defined]  # set by ClockMiddleware
    return instant
