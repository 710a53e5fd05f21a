"""The one place that knows what time it is. A door may shift it for trying the system out; nothing else can."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone

from fordel.shared.plugs import Plug

OSLO: Final = ZoneInfo("Europe/Oslo")
_request_shift: ContextVar[timedelta | None] = ContextVar("_request_shift", default=None)


class Shift(Protocol):
    def __call__(self) -> timedelta: ...


SHIFT: Final = Plug[Shift]("shared: how far the clock is from the real one")


def real_now() -> datetime:
    return timezone.now().astimezone(OSLO)  # noqa: TID251 -- the one place that may ask


def now() -> datetime:
    """The current instant (aware, Europe/Oslo), shifted in the demo."""
    known = _request_shift.get()
    shift = _shift() if known is None else known
    real = real_now()
    if not shift:
        return real
    return (real.astimezone(UTC) + shift).astimezone(OSLO)  # counted in UTC: summer time is no hour of its own


def _shift() -> timedelta:
    return sum((shift() for shift in SHIFT), timedelta())


@contextmanager
def one_reading() -> Iterator[None]:
    """Within this block the shift is read once only (a page asks for the time often)."""
    token = _request_shift.set(_shift())
    try:
        yield
    finally:
        _request_shift.reset(token)


def today() -> date:
    """The current date in Norway, shifted in the demo."""
    return now().date()


def first_instant_too_late(last_day: date) -> datetime:
    """Midnight after the last day, in Norway."""
    return datetime.combine(last_day + timedelta(days=1), time(), OSLO)
