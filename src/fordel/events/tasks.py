"""What happens with events when their time has come."""

from __future__ import annotations

from django.db.models import Q
from procrastinate.contrib.django import app

from fordel.events.models import Event, EventState
from fordel.events.services.run_event import turn_event
from fordel.shared.clock import now


@app.periodic(cron="*/5 * * * *")
@app.task(name="events.turn", queueing_lock="events.turn", pass_context=False)
def turn(timestamp: int) -> None:
    """Closes the registration of events whose last day has passed, and notes those that are over. What was due while no
    worker ran is done now."""
    instant = now()
    is_due = Q(state=EventState.PUBLISHED, closes_at__lte=instant)
    is_due |= Q(state__in=(EventState.PUBLISHED, EventState.CLOSED), ends_at__lte=instant)
    for event_id in Event.objects.filter(is_due).values_list("pk", flat=True):
        turn_event(event_id)
