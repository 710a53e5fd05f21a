"""Reminds those who have a place, some days before the event."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Final

from django.db import transaction

from fordel.events.models import Event, EventState, Participant, PlaceState
from fordel.events.notices import EventReminder
from fordel.events.services.event_rules import locked_event
from fordel.events.services.telling import tell
from fordel.shared.audit import record
from fordel.shared.clock import OSLO, now

IN_THE_MORNING: Final = time(8)


def reminder_at(event: Event) -> datetime | None:
    """In the morning, so many days before; None if the event has none, or has had it."""
    if not event.remind_days or event.reminded_at is not None:
        return None
    day = event.starts_at.astimezone(OSLO).date() - timedelta(days=event.remind_days)
    return datetime.combine(day, IN_THE_MORNING, OSLO)


@transaction.atomic
def remind_event(event_id: int) -> None:
    """For the job. Run again, or at once by two workers, each is reminded once."""
    event, instant = locked_event(event_id), now()
    due = reminder_at(event)
    is_ahead = event.state in (EventState.PUBLISHED, EventState.CLOSED) and instant < event.starts_at
    if due is None or instant < due or not is_ahead:
        return
    event.reminded_at = instant
    event.save(update_fields=["reminded_at"])
    seated = list(Participant.objects.filter(event=event, state=PlaceState.SEATED).order_by("number"))
    for participant in seated:
        participant.event = event
        tell(participant, EventReminder(participant))
    details = {"count": len(seated)}
    record("events.event.reminded", actor=None, subject=event, office=event.office_id, details=details)
