"""Mail to participants, to each in their own language."""

from __future__ import annotations

from fordel.events.models import ACTIVE_STATES, Event, Participant, PlaceState
from fordel.events.notices import EventCancelled, EventMoved
from fordel.notices.recipient import Recipient
from fordel.notices.services.notify import notify
from fordel.shared.notice import Notice


def tell(participant: Participant, notice: Notice) -> None:
    """Queue the notice in the current transaction."""
    notify([Recipient(participant.email, participant.language)], notice)


def tell_seated(event: Event) -> None:
    """Tell those who have a place that the time or the place of the event is changed."""
    for participant in Participant.objects.filter(event=event, state=PlaceState.SEATED):
        participant.event = event
        tell(participant, EventMoved(participant))


def tell_cancelled(event: Event) -> None:
    """Tell everybody who has a place, or waits for one, that the event is cancelled."""
    for participant in Participant.objects.filter(event=event, state__in=ACTIVE_STATES):
        participant.event = event
        tell(participant, EventCancelled(participant))
