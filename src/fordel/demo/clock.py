"""The demo's clock can be moved, so that January, the forum in March and the decision in April can all be walked.

A moved clock continues from the chosen instant, so that two things done after one another never share a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from fordel.demo.models import DemoClock
from fordel.shared.clock import OSLO, now, real_now


def shift() -> timedelta:
    """How far the clock is from the real one: nothing outside demo mode."""
    return DemoClock.offset() if settings.FORDEL_DEMO else timedelta()


def parse_demo_time(text: str) -> datetime:
    """An ISO date or date and time, read as Oslo time, as an aware datetime.

    Raises ValueError when it is neither, or in a year outside 2000-2100, where deadlines could not be counted.
    """
    value = datetime.fromisoformat(text)
    if not 2000 <= value.year <= 2100:
        raise ValueError("the year must be between 2000 and 2100")
    return value.replace(tzinfo=OSLO) if value.tzinfo is None else value.astimezone(OSLO)


def set_demo_clock(instant: datetime) -> None:
    """Move the clock to the instant; it continues from there. Raises ImproperlyConfigured outside the demo."""
    require_demo()
    DemoClock.set(instant, real_now())


@contextmanager
def at(text: str) -> Iterator[None]:
    """Within this block the clock shows the instant (as `parse_demo_time` reads it); afterwards it is set back."""
    instant = now()
    set_demo_clock(parse_demo_time(text))
    try:
        yield
    finally:
        set_demo_clock(instant)


def require_demo() -> None:
    """Raises ImproperlyConfigured outside demo mode: nothing there may move the clock."""
    if not settings.FORDEL_DEMO:
        raise ImproperlyConfigured("The clock can only be set in demo mode.")
