"""When a mail goes to somebody who has chosen how, and when they want to be left in peace.

Everything is in whole hours by the clock on the wall. Instants are aware; what comes back is in the given zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

HOURS: Final = range(24)
_HOUR: Final = timedelta(hours=1)


class When(StrEnum):
    """When somebody wants the mail of a kind."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    OFF = "off"


@dataclass(frozen=True)
class Quiet:
    """Hours without mail: from the beginning of `starts` until the beginning of `ends` (0 to 23), over midnight if
    `ends` is the lower one. No hour is quiet if they are the same."""

    starts: int = 0
    ends: int = 0

    def covers(self, hour: int) -> bool:
        if self.starts <= self.ends:
            return self.starts <= hour < self.ends
        return hour >= self.starts or hour < self.ends


def next_sending(at: datetime, when: When, quiet: Quiet, daily_hour: int, zone: tzinfo) -> datetime | None:
    """The first instant, not before `at`, when the mail may go; None if it is off.

    At once is `at` itself, or the end of the quiet hours that `at` is in. Daily is the next time that the clock reaches
    `daily_hour` (a night that skips the hour counts when the clock has passed it), or the end of the quiet hours
    that this is in.
    """
    if when == When.OFF:
        return None
    return _after_quiet(_next_day(at, daily_hour, zone) if when == When.DAILY else at, quiet, zone)


def in_time(at: datetime, due: datetime | None, answer_by: datetime | None) -> datetime | None:
    """The instant at which a mail that must be answered goes: `due`, unless more than half of the time to answer would
    have passed by then; `at` then. A mail that is off stays off."""
    if due is None or answer_by is None or due - at <= (answer_by - at) / 2:
        return due
    return at


def _after_quiet(at: datetime, quiet: Quiet, zone: tzinfo) -> datetime:
    local = at.astimezone(zone)
    while quiet.covers(local.hour):
        local = _next_hour(local, zone)
    return local


def _next_day(at: datetime, hour: int, zone: tzinfo) -> datetime:
    before = at.astimezone(zone)
    while True:
        after = _next_hour(before, zone)
        reached = datetime.combine(after.date(), time(hour))
        if before.replace(tzinfo=None) < reached <= after.replace(tzinfo=None):
            return after
        before = after


def _next_hour(local: datetime, zone: tzinfo) -> datetime:
    """The next full hour: counted in UTC, so that the hours of both clock changes are what they are."""
    begun = local.replace(minute=0, second=0, microsecond=0)
    return (begun.astimezone(UTC) + _HOUR).astimezone(zone)
