"""A meeting as iCalendar (RFC 5545) and as mail.

Times are written in UTC, which every calendar shows in its own zone. The only attendee written is the one who gets it:
addresses of the others are not passed on.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from fordel.meetings.models import Meeting, MeetingKind, MeetingState
from fordel.parties.models import Person
from fordel.shared.addresses import full_address
from fordel.shared.clock import now
from fordel.shared.dates import clock_time, long_date

PRODUCT = "-//Fordel//Meetings//NO"
_REFRESH_HOURS: Final = 1


def meeting_address(meeting: Meeting) -> str:
    """The path of the meeting's page."""
    where = {"office": meeting.office.slug, "meeting_id": meeting.pk}
    return reverse("meetings:meeting", kwargs=where)


def where_text(meeting: Meeting) -> str:
    """`On Teams`, or where it is in person: `Bodø`."""
    if meeting.kind == MeetingKind.IN_PERSON and meeting.place:
        return meeting.place
    return ", ".join(filter(None, [meeting.get_kind_display(), meeting.place]))


def when_text(meeting: Meeting) -> str:
    """`torsdag 12. mars 2026 kl. 10.00–14.00`; words for a time that is not set."""
    if meeting.starts_at is None or meeting.ends_at is None:
        return _("The time is not set")
    times = {"date": long_date(meeting.starts_at), "from": clock_time(meeting.starts_at)}
    return _("%(date)s at %(from)s–%(to)s") % (times | {"to": clock_time(meeting.ends_at)})


def _event(meeting: Meeting, person: Person | None) -> Event:
    if meeting.starts_at is None or meeting.ends_at is None:
        raise ValueError("a meeting without a time is in no calendar")
    office, event = meeting.office, Event()
    event.add("uid", f"{meeting.uid}@fordel")
    event.add("sequence", meeting.sequence)
    event.add("dtstamp", now().astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", f"{meeting.title} – {office.name}")
    event.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    if meeting.place or meeting.kind == MeetingKind.TEAMS:
        event.add("location", meeting.place or meeting.get_kind_display())
    page = full_address(meeting_address(meeting))
    links = [_("Join the meeting: %(address)s") % {"address": meeting.link}] if meeting.link else []
    event.add("description", "\n".join([*links, _("Agenda and papers: %(address)s") % {"address": page}]))
    event.add("url", page)
    organizer = vCalAddress(f"mailto:{office.email or settings.DEFAULT_FROM_EMAIL}")
    organizer.params["cn"] = vText(office.name)
    event["organizer"] = organizer
    if person is not None:
        attendee = vCalAddress(f"mailto:{person.email}")
        attendee.params["cn"] = vText(person.name)
        attendee.params["rsvp"] = vText("FALSE")  # the answer is given on the meeting's page
        attendee.params["role"] = vText("REQ-PARTICIPANT")
        event["attendee"] = attendee
    return event


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    return calendar


def invitation_ics(meeting: Meeting, person: Person, method: str) -> str:
    """The meeting for one person, as REQUEST or CANCEL (RFC 5546)."""
    calendar = _calendar()
    calendar.add("method", method)
    event = _event(meeting, person)
    if method == "CANCEL":
        event["status"] = "CANCELLED"
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def feed_ics(meetings: Iterable[Meeting], name: str) -> str:
    """Meetings as a calendar to subscribe to; those without a time are left out."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add(
        "refresh-interval", timedelta(hours=_REFRESH_HOURS), parameters={"VALUE": "DURATION"}
    )  # RFC 7986 § 5.7
    calendar.add("x-published-ttl", f"PT{_REFRESH_HOURS}H")  # what Outlook reads
    for meeting in meetings:
        if meeting.starts_at is not None:
            calendar.add_component(_event(meeting, None))
    return str(calendar.to_ical().decode())
