"""What a participant does through their own link: accepts an offered place, tells of their needs, and cancels."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.events.models import ACTIVE_STATES, EventState, Participant, PlaceState
from fordel.events.notices import PlaceCancelled, PlaceGiven
from fordel.events.services.event_rules import locked_event
from fordel.events.services.place_rules import PLACES
from fordel.events.services.seating import settle
from fordel.events.services.telling import tell
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import require_fits
from fordel.shared.lifecycles import advance

LONGEST: Final = 300


def held_place(participant_id: int) -> Participant:
    """The participant, with the event held. Raises UserError if the event has begun or is cancelled."""
    event = locked_event(Participant.objects.values_list("event", flat=True).get(pk=participant_id))
    if now() >= event.starts_at:
        raise UserError(_("The event has begun."), _("Nothing was changed."))
    if event.state == EventState.CANCELLED:
        raise UserError(_("The event is cancelled."), _("Nothing was changed."))
    rows = Participant.objects.select_related("event__office", "event__series")
    return rows.get(pk=participant_id)


@transaction.atomic
def accept_place(participant_id: int) -> Participant:
    """Raises UserError if the place is not offered any more. Accepted twice is once."""
    participant = held_place(participant_id)
    if participant.state == PlaceState.SEATED:
        return participant
    until = participant.offered_until
    if until is not None and until <= now():
        raise UserError(_("The time to accept the place has passed."), _("You can register again."))
    advance(PLACES, participant, "accept", None)
    participant.offered_until = None
    participant.save(update_fields=["state", "offered_until"])
    record("events.place.accepted", actor=None, subject=participant, office=participant.event.office_id)
    tell(participant, PlaceGiven(participant))
    return participant


@transaction.atomic
def cancel_place(participant_id: int) -> None:
    """The place goes to the next on the waiting list. Raises UserError if it is cancelled already."""
    participant = held_place(participant_id)
    advance(PLACES, participant, "cancel", None)
    participant.offered_until = participant.confirm_by = None
    participant.save(update_fields=["state", "offered_until", "confirm_by"])
    record("events.place.cancelled", actor=None, subject=participant, office=participant.event.office_id)
    tell(participant, PlaceCancelled(participant))
    settle(locked_event(participant.event_id))


@transaction.atomic
def tell_needs(participant_id: int, access: str, food: str) -> None:
    """What the participant needs, instead of what was there before. Raises UserError that names the field."""
    participant = held_place(participant_id)
    if participant.state not in ACTIVE_STATES:
        raise UserError(_("You have no place any more."), _("Nothing was changed."))
    for name, text in (("access", access), ("food", food)):
        require_fits(text, LONGEST, name)
    needs = {
        "access": access.strip() if participant.event.asks_access else "",
        "food": food.strip() if participant.event.asks_food else "",
    }
    if needs != {"access": participant.access, "food": participant.food}:
        Participant.objects.filter(pk=participant_id).update(**needs)
