"""Something that happens at a time, as iCalendar (RFC 5545).

Times are written in UTC, which every calendar shows in its own zone. The only attendee written is the one who gets it:
addresses of the others are not passed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

from fordel.shared.clock import now

PRODUCT: Final = "-//Fordel//Meetings//NO"
_REFRESH_HOURS: Final = 1


@dataclass(frozen=True)
class Contact:
    """A name and an e-mail address."""

    name: str
    email: str


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar shows. `sequence` rises with each change, so that a program replaces what it had; `page` is the
    full address where more is said, and `location` is empty if there is no place."""

    uid: UUID
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    page: str
    organizer: Contact
    location: str = ""
    is_cancelled: bool = False


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
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.location:
        event.add("location", entry.location)
    event.add("description", entry.description)
    event.add("url", entry.page)
    event["organizer"] = _address(entry.organizer)
    return event


def _address(contact: Contact) -> vCalAddress:
    address = vCalAddress(f"mailto:{contact.email}")
    address.params["cn"] = vText(contact.name)
    return address
