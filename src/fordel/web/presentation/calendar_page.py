"""A calendar on a page: a month in weeks, or what is to come as a list."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from fordel.shared.calendars import CalendarEntry, Kind
from fordel.shared.clock import OSLO, today

MONTH: Final = "maned"
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_WEEKS: Final = Calendar(firstweekday=0)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the first day of a month, kinds (none: all), and the month in weeks in place of the
    list of what is to come. Words that mean nothing are left out."""

    month: date
    kinds: frozenset[Kind] = frozenset()
    is_month: bool = False

    @staticmethod
    def read(query: Mapping[str, str], kinds: Sequence[str]) -> Asked:
        """As the address says it; this month if it names none."""
        known = frozenset(Kind(each) for each in kinds if each in set(Kind))
        return Asked(_month(query.get("maned", "")), known, query.get("vis") == MONTH)

    @property
    def since(self) -> datetime:
        """The first instant that is looked at: a week of the month before may be on the page."""
        first = next(iter(_WEEKS.itermonthdates(self.month.year, self.month.month)))
        return datetime.combine(first, time(), OSLO)

    @property
    def query(self) -> str:
        """The same for an address."""
        pairs = [("maned", f"{self.month:%Y-%m}"), *(("type", kind.value) for kind in sorted(self.kinds))]
        return urlencode([*pairs, ("vis", MONTH)] if self.is_month else pairs)

    @property
    def before(self) -> str:
        """The address of the month before."""
        return replace(self, month=_moved(self.month, -1)).query

    @property
    def after(self) -> str:
        """The address of the next month."""
        return replace(self, month=_moved(self.month, 1)).query

    @property
    def other(self) -> str:
        """The address of the month, or of the list from the month."""
        return replace(self, is_month=not self.is_month).query


def _month(text: str) -> date:
    try:
        year, month = (int(part) for part in text.split("-"))
        found = date(year, month, 1)
    except ValueError:
        return today().replace(day=1)
    return found if _FIRST_YEAR < year < _LAST_YEAR else today().replace(day=1)


def _moved(month: date, by: int) -> date:
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True)
class Day:
    """A day in a month's table with what is on it. `is_in_month` is false for days of the weeks at its ends."""

    day: date
    is_in_month: bool
    entries: Sequence[CalendarEntry]

    @property
    def is_today(self) -> bool:
        return self.day == today()


@dataclass(frozen=True)
class Month:
    """A month of the list."""

    first: date
    entries: Sequence[CalendarEntry]


@dataclass(frozen=True)
class CalendarPage:
    """What a page shows: weeks of days if a month is asked for, and months with their entries."""

    asked: Asked
    weeks: Sequence[Sequence[Day]]
    months: Sequence[Month]

    @property
    def kinds(self) -> list[tuple[Kind, bool]]:
        """Every kind, and whether it is chosen."""
        return [(kind, kind in self.asked.kinds) for kind in Kind]


def calendar_page(asked: Asked, entries: Iterable[CalendarEntry]) -> CalendarPage:
    """The page of what is asked for; in the list from the month on."""
    chosen = [each for each in entries if not asked.kinds or each.kind in asked.kinds]
    if not asked.is_month:
        ahead = [each for each in chosen if each.last_day >= asked.month]
        months = groupby(ahead, lambda each: max(each.first_day, asked.month).replace(day=1))
        return CalendarPage(asked, [], [Month(first, list(found)) for first, found in months])
    weeks = [
        [Day(day, day.month == asked.month.month, _on(day, chosen)) for day in week]
        for week in _WEEKS.monthdatescalendar(asked.month.year, asked.month.month)
    ]
    in_it = [each for each in chosen if each.first_day < _moved(asked.month, 1) and each.last_day >= asked.month]
    return CalendarPage(asked, weeks, [Month(asked.month, in_it)] if in_it else [])


def _on(day: date, entries: Sequence[CalendarEntry]) -> list[CalendarEntry]:
    return [each for each in entries if each.first_day <= day <= each.last_day]
