"""Moves the waiting list of an event: places that were not accepted, or not confirmed again, in time go to the next.

Every change of an event's places begins here, with the event held: afterwards nobody who waits could have a place, so
whoever comes next passes nobody.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from fordel.core.events.seats import Seats, offered
from fordel.events.models import Event, EventState, Participant, PlaceState
from fordel.events.notices import PlaceLapsed, PlaceOffered, PlaceUnconfirmed
from fordel.events.selectors.places import group_of, groups_now, late_at, places_now
from fordel.events.services.event_rules import locked_event
from fordel.events.services.place_rules import PLACES
from fordel.events.services.telling import tell
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


def settle(event: Event) -> Seats:
    """The places of the event as they are afterwards. The caller holds the event."""
    instant = now()
    kept = groups_now(event, instant)
    found = places_now(event, kept, instant)
    if found.late:
        _let_lapse(event, instant)
        found = places_now(event, kept, instant)
    seats = found.seats
    is_ahead = event.state in (EventState.PUBLISHED, EventState.CLOSED) and instant < event.starts_at
    if not (is_ahead and found.waiting and seats.free):
        return seats
    waiting = list(_participants(event).filter(state=PlaceState.WAITING).order_by("number"))
    for participant in offered(seats, [(each, group_of(each, kept)) for each in waiting]):
        advance(PLACES, participant, "offer", None)
        participant.offered_until = min(instant + timedelta(hours=event.offer_hours), event.starts_at)
        participant.confirm_by = None
        participant.save(update_fields=["state", "offered_until", "confirm_by"])
        record("events.place.offered", actor=None, subject=participant, office=event.office_id)
        tell(participant, PlaceOffered(participant))
        seats = seats.with_one_more(group_of(participant, kept))
    return seats


def _let_lapse(event: Event, instant: datetime) -> None:
    for participant in _participants(event).filter(late_at(event, instant)).order_by("number"):
        was = participant.state
        advance(PLACES, participant, "lapse", None)
        participant.offered_until = participant.confirm_by = None
        participant.save(update_fields=["state", "offered_until", "confirm_by"])
        record("events.place.lapsed", actor=None, subject=participant, office=event.office_id)
        is_offer = was == PlaceState.OFFERED
        had_place = was == PlaceState.SEATED
        tell(participant, PlaceLapsed(participant) if is_offer else PlaceUnconfirmed(participant, had_place))


def _participants(event: Event) -> QuerySet[Participant]:
    return Participant.objects.select_related("event__office", "event__series").filter(event=event)


@transaction.atomic
def settle_event(event_id: int) -> None:
    """For the job. Run again, or at once by two workers, each place is offered once."""
    settle(locked_event(event_id))
