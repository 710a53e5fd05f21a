"""Meetings in the calendars."""

from __future__ import annotations

from datetime import datetime

from fordel.meetings.documents.invitations import entry_of
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import reads_meetings
from fordel.meetings.selectors.meetings import calendar_of
from fordel.parties.actors import Actor
from fordel.parties.models import Office
from fordel.parties.plugs.calendar import OwnLook
from fordel.shared.calendars import CalendarEntry


def of_office(actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """The office's meetings that have a time, for those who may read about them. One query, and one for a member of the
    forum."""
    if not reads_meetings(actor, Meeting(office=office)).allowed:
        return []
    rows = Meeting.objects.filter(office=office, starts_at__gte=since).select_related("office")
    return [entry_of(each) for each in rows]


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """The meetings that the person is called to. One query, and one for each forum that they are a member of."""
    return [entry_of(each) for each in calendar_of(look)]
