"""An event that has moved to another day or town: whoever has a place or waits for one says again whether they come."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.events.moved import must_answer_again, remind_at
from fordel.events.models import ACTIVE_STATES, Event, Participant, PlaceState
from fordel.events.notices import ConfirmAgain, ConfirmReminder
from fordel.events.services.event_rules import locked_event
from fordel.events.services.own_place import held_place
from fordel.events.services.place_rules import PLACES
from fordel.events.services.telling import tell
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

ASKED = (PlaceState.SEATED, PlaceState.WAITING)


def asks_again(event: Event, starts_at: datetime, place: str) -> bool:
    """Whether the new time and town are such that those who have registered must answer again. One query if so."""
    before, after = (each.astimezone(OSLO).date() for each in (event.starts_at, starts_at))
    if not must_answer_again(before, event.place, after, place):
        return False
    return Participant.objects.filter(event=event, state__in=ACTIVE_STATES).exists()


def note_move(event: Event, starts_at: datetime, place: str, confirm_by: datetime) -> None:
    """Notes on the unsaved event, which has the new time and town, where and when it was to be held."""
    event.moved_at, event.was_starts_at, event.was_place = now(), starts_at, place
    event.confirm_by, event.confirm_reminded_at, event.reminded_at = confirm_by, None, None


def ask_again(event: Event) -> None:
    """Asks everybody who has a place or waits for one. An offered place is accepted or not, so it has its own time. The
    caller holds the event, and has saved it."""
    active = Participant.objects.filter(event=event, state__in=ACTIVE_STATES)
    active.update(confirmed_at=None)
    active.filter(state__in=ASKED).update(confirm_by=event.confirm_by)
    for participant in active.order_by("number"):
        participant.event = event
        tell(participant, ConfirmAgain(participant))


@transaction.atomic
def confirm_place(participant_id: int) -> None:
    """They come, also on the new day. Confirmed twice is once. Raises UserError if it is too late."""
    participant = held_place(participant_id)
    if participant.confirmed_at is not None:
        return
    advance(PLACES, participant, "confirm", None)
    if participant.confirm_by is None:
        return
    if participant.confirm_by <= now():
        raise UserError(_("The time to confirm has passed."), _("You can register again."))
    participant.confirm_by, participant.confirmed_at = None, now()
    participant.save(update_fields=["state", "confirm_by", "confirmed_at"])
    record("events.place.confirmed", actor=None, subject=participant, office=participant.event.office_id)


def reminder_due(event: Event) -> datetime | None:
    """When those who have not answered are reminded; None for an event that has not moved, or if it is done."""
    if event.moved_at is None or event.confirm_by is None or event.confirm_reminded_at is not None:
        return None
    return remind_at(event.moved_at, event.confirm_by)


@transaction.atomic
def remind_to_confirm(event_id: int) -> None:
    """For the job: reminds those who have not answered, once. Run again, or at once by two workers, it does nothing."""
    event, instant = locked_event(event_id), now()
    due = reminder_due(event)
    if due is None or instant < due:
        return
    event.confirm_reminded_at = instant
    event.save(update_fields=["confirm_reminded_at"])
    waiting = Participant.objects.filter(event=event, confirm_by__gt=instant).order_by("number")
    for participant in waiting:
        participant.event = event
        tell(participant, ConfirmReminder(participant))
    record("events.event.asked_again", actor=None, subject=event, office=event.office_id)
