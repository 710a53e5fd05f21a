"""Certificates: who has one, and what anybody who has its code may know."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from fordel.events.models import Attendance, Event, EventState, Participant
from fordel.events.selectors.door import attendance_of, present_at
from fordel.events.selectors.registrations import place_path
from fordel.parties.models import Office


def is_over(event: Event, instant: datetime) -> bool:
    """Whether the event was held, so that those who were there have certificates."""
    was_planned = event.state not in (EventState.DRAFT, EventState.CANCELLED, EventState.DISCARDED)
    return was_planned and instant >= event.ends_at


def certified(event: Event) -> QuerySet[Attendance]:
    """Those who were there and whose names are not erased. One query."""
    return present_at(event).filter(code__isnull=False)


def certificate_of(participant: Participant, instant: datetime) -> Attendance | None:
    """The attendance that the participant has a certificate for. No query if the row is there."""
    found = attendance_of(participant)
    return found if found and found.code and is_over(participant.event, instant) else None


def certificate_path(participant: Participant) -> str:
    """The path of the participant's certificate, by their own link."""
    place = place_path(participant).rstrip("/").rpartition("/")[2]
    return reverse("events:certificate", kwargs={"office": participant.event.office.slug, "place": place})


def certificate_with(code: str, office: Office, instant: datetime) -> Attendance | None:
    """The one that the office has given the code, or None. One query."""
    rows = Attendance.objects.select_related("participant__event__series", "participant__event__office")
    found = rows.filter(code=code.upper(), participant__event__office=office).first()
    return found if found and is_over(found.participant.event, instant) else None
