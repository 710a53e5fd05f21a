"""Ends check-in: the phones at the door lose the names."""

from __future__ import annotations

from django.db import transaction

from fordel.events.models import Event
from fordel.events.services.door_rules import require_check_in
from fordel.events.services.event_rules import locked_event
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now


@transaction.atomic
def close_door(event_id: int, by: Person) -> Event:
    """What phones have not sent yet is still taken. Ended twice is once. Raises UserError."""
    event = locked_event(event_id)
    require_check_in(event, now())
    if event.door_closed_at is None:
        event.door_closed_at = now()
        event.save(update_fields=["door_closed_at"])
        record("events.event.door_closed", actor=by, subject=event, office=event.office_id)
    return event
