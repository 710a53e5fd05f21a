"""The one place that knows what time it is.

In the demo the clock can be moved, so that January, the forum in March and the decision in April can all be walked.
A moved clock goes on from the chosen instant, so that two things done after one another never share a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

OSLO: Final = ZoneInfo("Europe/Oslo")
_request_offset: ContextVar[timedelta | None] = ContextVar("_request_offset", default=None)


def parse_demo_time(text: str) -> datetime:
    """An ISO date or date and time, read as Oslo time, as an aware datetime.

    Raises ValueError when it is neither, or in a year outside 2000-2100, where deadlines could not be counted.
    """
    value = datetime.fromisoformat(text)
    if not 2000 <= value.year <= 2100:
        raise ValueError("the year must be between 2000 and 2100")
    return value.replace(tzinfo=OSLO) if value.tzinfo is None else value.astimezone(OSLO)


def _real_now() -> datetime:
    return timezone.now().astimezone(OSLO)  # noqa: TID251 -- the one place that may ask


def set_demo_clock(instant: datetime) -> None:
    """Moves the demo's clock to the instant; it goes on from there. Raises ImproperlyConfigured outside the demo."""
    require_demo()
    from fordel.shared.models import DemoClock  # lazy: settings not ready

    DemoClock.set(instant, _real_now())


def now() -> datetime:
    """The current instant (aware, Europe/Oslo), shifted in the demo."""
    real = _real_now()
    if not settings.FORDEL_DEMO:
        return real
    return (real.astimezone(UTC) + _shift()).astimezone(OSLO)  # counted in UTC: summer time is no hour of its own


def _shift() -> timedelta:
    known = _request_offset.get()
    return _stored_offset() if known is None else known


def _stored_offset() -> timedelta:
    from fordel.shared.models import DemoClock  # lazy: settings not ready

    return DemoClock.offset()


@contextmanager
def one_reading() -> Iterator[None]:
    """Within this block the demo's shift is read from the database once only (a page asks for the time often)."""
    token = _request_offset.set(_stored_offset() if settings.FORDEL_DEMO else timedelta())
    try:
        yield
    finally:
        _request_offset.reset(token)


def today() -> date:
    """The current date in Norway, shifted in the demo."""
    return now().date()


def require_demo() -> None:
    """Raises ImproperlyConfigured outside demo mode: nothing there may move the clock."""
    if not settings.FORDEL_DEMO:
        raise ImproperlyConfigured("The clock can only be set in demo mode.")
