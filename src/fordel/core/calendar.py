"""Deadlines that follow from law: three weeks to appeal, moved to the next working day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

_SATURDAY: Final = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Whether the day is neither Saturday, Sunday nor a public holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def next_working_day(day: date, holidays: Collection[date]) -> date:
    """The day itself where it is a working day, else the first one after it."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def appeal_deadline(received: date, weeks: int, holidays: Collection[date]) -> date:
    """The last day to appeal: `weeks` after the notice was received, moved to a working day.

    Source: forvaltningsloven § 29 (three weeks from when the notice reached the party) and § 30. The number of weeks is
    scheme data. `holidays` must cover the days around the deadline.
    """
    return next_working_day(received + timedelta(weeks=weeks), holidays)


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later, or the last of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))


def working_days_later(day: date, count: int, holidays: Collection[date]) -> date:
    """The working day that is `count` working days after the day. `holidays` must cover them."""
    for _each in range(count):
        day = next_working_day(day + timedelta(days=1), holidays)
    return day
