"""Moves the waiting list of an event: places that were not accepted in time go to the next, in the order of the list.

Every change of an event's places begins here, with the event held: afterwards nobody who waits could have a place, so
whoever comes next passes nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from fordel.core.events.seats import Seats, offered
from fordel.events.models import Event, EventState, Participant, PlaceState
from fordel.events.notices import PlaceLapsed, PlaceOffered
from fordel.events.selectors.places import group_of, groups_now, seats_of
from fordel.events.services.event_rules import locked_event
from fordel.events.services.place_rules import PLACES
from fordel.events.services.telling import tell
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


def settle(event: Event) -> Seats:
    """The places of the event as they are afterwards. The caller holds the event."""
    instant = now()
    _let_lapse(event, instant)
    kept = groups_now(event, instant)
    seats = seats_of(event, kept)
    if event.state not in (EventState.PUBLISHED, EventState.CLOSED) or instant >= event.starts_at:
        return seats
    rows = Participant.objects.select_related("event__office", "event__series").filter(event=event)
    waiting = list(rows.filter(state=PlaceState.WAITING).order_by("number"))
    for participant in offered(seats, [(each, group_of(each, kept)) for each in waiting]):
        advance(PLACES, participant, "offer", None)
        participant.offered_until = min(instant + timedelta(hours=event.offer_hours), event.starts_at)
        participant.save(update_fields=["state", "offered_until"])
        record("events.place.offered", actor=None, subject=participant, office=event.office_id)
        tell(participant, PlaceOffered(participant))
        seats = seats.with_one_more(group_of(participant, kept))
    return seats


def _let_lapse(event: Event, instant: datetime) -> None:
    rows = Participant.objects.select_related("event__office", "event__series").filter(event=event)
    for participant in rows.filter(state=PlaceState.OFFERED, offered_until__lte=instant):
        advance(PLACES, participant, "lapse", None)
        participant.offered_until = None
        participant.save(update_fields=["state", "offered_until"])
        record("events.place.lapsed", actor=None, subject=participant, office=event.office_id)
        tell(participant, PlaceLapsed(participant))


@transaction.atomic
def settle_event(event_id: int) -> None:
    """For the job. Run again, or at once by two workers, each place is offered once."""
    settle(locked_event(event_id))
