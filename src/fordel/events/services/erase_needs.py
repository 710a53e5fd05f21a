"""Erases what participants wrote of their needs, so many days after the event as they were promised."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from fordel.events.models import EventState, Participant
from fordel.events.services.event_rules import EVENTS, locked_event
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.lifecycles import advance


@transaction.atomic
def erase_needs(event_id: int) -> None:
    """Once the days have passed; an event that was held is archived then. Run again it does nothing."""
    event = locked_event(event_id)
    if event.needs_erased_at is not None or now() < event.ends_at + timedelta(days=event.needs_days):
        return
    told = Participant.objects.filter(event=event).exclude(Q(access="") & Q(food=""))
    count = told.update(access="", food="")
    event.needs_erased_at = now()
    if event.state == EventState.HELD:
        advance(EVENTS, event, "archive", None)
    event.save(update_fields=["state", "needs_erased_at"])
    record("events.event.erased", actor=None, subject=event, office=event.office_id, details={"count": count})
