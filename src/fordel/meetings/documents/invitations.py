"""A meeting in a calendar, and when and where it is in words."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.meetings.models import Meeting, MeetingKind, MeetingState
from fordel.parties.models import Person
from fordel.shared.addresses import full_address
from fordel.shared.calendars import CalendarEntry, Contact, Kind, invitation
from fordel.shared.dates import clock_time, long_date


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


def entry_of(meeting: Meeting) -> CalendarEntry:
    """The meeting, which has a time."""
    if meeting.starts_at is None or meeting.ends_at is None:
        raise ValueError("a meeting without a time is in no calendar")
    office, page = meeting.office, full_address(meeting_address(meeting))
    links = [_("Join the meeting: %(address)s") % {"address": meeting.link}] if meeting.link else []
    has_location = meeting.place or meeting.kind == MeetingKind.TEAMS
    return CalendarEntry(
        kind=Kind.MEETING,
        uid=meeting.uid,
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=f"{meeting.title} – {office.name}",
        description="\n".join([*links, _("Agenda and papers: %(address)s") % {"address": page}]),
        page=page,
        organizer=Contact(office.name, office.email or settings.DEFAULT_FROM_EMAIL),
        location=(meeting.place or str(meeting.get_kind_display())) if has_location else "",
        is_cancelled=meeting.state == MeetingState.CANCELLED,
    )


def invitation_ics(meeting: Meeting, person: Person, method: str) -> str:
    """The meeting for one person, as REQUEST or CANCEL (RFC 5546)."""
    return invitation(entry_of(meeting), Contact(person.name, person.email), method)
