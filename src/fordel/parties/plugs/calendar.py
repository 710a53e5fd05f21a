"""The calendar: what modules put in that of an office, and in a person's own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from fordel.parties.actors import Actor
from fordel.parties.models import Office, Person
from fordel.shared.calendars import CalendarEntry
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class OwnLook:
    """A person's own calendar: what concerns them in any of their roles, from an instant on."""

    person: Person
    actors: Sequence[Actor]
    since: datetime


class OfficeCalendar(Protocol):
    def __call__(self, actor: Actor, office: Office, since: datetime, /) -> Iterable[CalendarEntry]:
        """What is on at the office, as far as the reader may know. A fixed number of queries."""


class OwnCalendar(Protocol):
    def __call__(self, look: OwnLook, /) -> Iterable[CalendarEntry]:
        """What concerns the person. A fixed number of queries for each role."""


OFFICE_CALENDAR: Final = Plug[OfficeCalendar]("parties: what is on at the office?")
OWN_CALENDAR: Final = Plug[OwnCalendar]("parties: what is in the person's own calendar?")


def office_calendar(actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """What every module has, the earliest first."""
    return _in_order(entry for entries in OFFICE_CALENDAR for entry in entries(actor, office, since))


def own_calendar(look: OwnLook) -> list[CalendarEntry]:
    """What every module has, each once, the earliest first."""
    found = {entry.uid: entry for entries in OWN_CALENDAR for entry in entries(look)}
    return _in_order(found.values())


def _in_order(entries: Iterable[CalendarEntry]) -> list[CalendarEntry]:
    return sorted(entries, key=_place)


def _place(entry: CalendarEntry) -> tuple[object, ...]:
    """Those without a time come first on their day."""
    return (entry.first_day, entry.has_time, entry.starts_at if entry.has_time else 0, entry.summary)
