"""Something that happens on a day or at a time, as iCalendar (RFC 5545).

Times are written in UTC, which every calendar shows in its own zone. The only attendee written is the one who gets it:
addresses of the others are not passed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext_lazy as _
from icalendar import Calendar, Event, vCalAddress, vText

from fordel.shared.clock import OSLO, now

PRODUCT: Final = "-//Fordel//Calendar//NO"
_REFRESH_HOURS: Final = 1


@dataclass(frozen=True)
class Contact:
    """A name and an e-mail address."""

    name: str
    email: str


class Kind(StrEnum):
    """What an entry is, as the address of a filter says it."""

    DEADLINE = "frist"
    MEETING = "mote"
    HEARING = "horing"
    EVENT = "arrangement"

    @property
    def words(self) -> Any:
        """Of several, in the reader's language."""
        return {
            Kind.DEADLINE: _("Deadlines"),
            Kind.MEETING: _("Meetings"),
            Kind.HEARING: _("Hearings"),
            Kind.EVENT: _("Events"),
        }[self]


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar shows. `sequence` rises with each change, so that a program replaces what it had; `page` is the
    full address where more is said, and `location` is empty if there is no place. What has no time of day starts on a
    date, and ends on it."""

    kind: Kind
    uid: UUID
    sequence: int
    starts_at: datetime | date
    ends_at: datetime | date
    summary: str
    description: str
    page: str
    organizer: Contact | None = None
    location: str = ""
    is_cancelled: bool = False

    @property
    def has_time(self) -> bool:
        return isinstance(self.starts_at, datetime)

    @property
    def first_day(self) -> date:
        """In Norway."""
        return _day(self.starts_at)

    @property
    def last_day(self) -> date:
        """In Norway."""
        return _day(self.ends_at)


def _day(when: datetime | date) -> date:
    return when.astimezone(OSLO).date() if isinstance(when, datetime) else when


def all_day(kind: Kind, key: str, day: date, summary: str, page: str, description: str = "") -> CalendarEntry:
    """An entry on one day. `key` tells it apart from all others and stays the same if the day is moved, so that a
    program moves it too."""
    uid = uuid5(NAMESPACE_URL, f"fordel:{key}")
    return CalendarEntry(kind, uid, 0, day, day, summary, description, page)


def invitation(entry: CalendarEntry, attendee: Contact, method: str) -> str:
    """The entry for one person, as REQUEST or CANCEL (RFC 5546)."""
    calendar = _calendar(method)
    event = _event(entry)
    if method == "CANCEL":
        event["status"] = "CANCELLED"
    address = _address(attendee)
    address.params["rsvp"] = vText("FALSE")  # the answer is given on our page
    address.params["role"] = vText("REQ-PARTICIPANT")
    event["attendee"] = address
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def feed(entries: Iterable[CalendarEntry], name: str) -> str:
    """The entries as a calendar to subscribe to."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add(
        "refresh-interval", timedelta(hours=_REFRESH_HOURS), parameters={"VALUE": "DURATION"}
    )  # RFC 7986 § 5.7
    calendar.add("x-published-ttl", f"PT{_REFRESH_HOURS}H")  # what Outlook reads
    for entry in entries:
        calendar.add_component(_event(entry))
    return str(calendar.to_ical().decode())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@fordel")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", now().astimezone(UTC))
    if isinstance(entry.starts_at, datetime) and isinstance(entry.ends_at, datetime):
        event.add("dtstart", entry.starts_at.astimezone(UTC))
        event.add("dtend", entry.ends_at.astimezone(UTC))
    else:
        event.add("dtstart", entry.first_day)
        event.add("dtend", entry.last_day + timedelta(days=1))  # the first day that is not in it
        event.add("transp", "TRANSPARENT")  # it takes no time of the day
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.location:
        event.add("location", entry.location)
    if entry.description:
        event.add("description", entry.description)
    event.add("url", entry.page)
    if entry.organizer is not None:
        event["organizer"] = _address(entry.organizer)
    return event


def _address(contact: Contact) -> vCalAddress:
    address = vCalAddress(f"mailto:{contact.email}")
    address.params["cn"] = vText(contact.name)
    return address
