"""How long a reader is left in peace while somebody is still writing."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings


def quiet_time() -> timedelta:
    """A notice of changes waits for this long after the last one, so that many changes are one notice."""
    return timedelta(minutes=settings.FORDEL_QUIET_MINUTES)
