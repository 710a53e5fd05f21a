"""Events in the calendars."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from fordel.events.documents.calendar import entry_of
from fordel.events.models import PUBLIC_STATES, Event, EventState, Participant, PlaceState
from fordel.parties.actors import Actor
from fordel.parties.models import Office
from fordel.parties.plugs.calendar import OwnLook
from fordel.shared.calendars import CalendarEntry

_SHOWN = {*PUBLIC_STATES, EventState.HELD}


def of_office(_actor: Actor, office: Office, since: datetime) -> list[CalendarEntry]:
    """The office's events that everybody can read about. One query."""
    rows = Event.objects.filter(office=office, state__in=_SHOWN, ends_at__gte=since).select_related("series", "office")
    return [entry_of(each) for each in rows]


def of_person(look: OwnLook) -> list[CalendarEntry]:
    """The events of the offices where the person works, and those at which they have a place. One query."""
    offices = [each.office_id for each in look.actors if each.office_id is not None]
    own = Participant.objects.filter(event=OuterRef("pk"), email__iexact=look.person.email, state=PlaceState.SEATED)
    rows = Event.objects.filter(Q(office__in=offices) | Exists(own), state__in=_SHOWN, ends_at__gte=look.since)
    return [entry_of(each) for each in rows.select_related("series", "office")]
