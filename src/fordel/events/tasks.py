"""What happens with events when their time has come."""

from __future__ import annotations

from django.db.models import Q
from procrastinate.contrib.django import app

from fordel.events.models import Event, EventState, Participant, PlaceState
from fordel.events.services.erase_needs import erase_needs
from fordel.events.services.moving import remind_to_confirm, reminder_due
from fordel.events.services.register import forget_drafts
from fordel.events.services.remind import remind_event, reminder_at
from fordel.events.services.run_event import turn_event
from fordel.events.services.seating import settle_event
from fordel.shared.clock import now


@app.periodic(cron="*/5 * * * *")
@app.task(name="events.turn", queueing_lock="events.turn", pass_context=False)
def turn(timestamp: int) -> None:
    """Closes the registration of events whose last day has passed, and notes those that are over; moves waiting lists;
    reminds those who have a place, and those who have not confirmed one again; erases what is to be erased. What was
    due while no worker ran is done now."""
    instant = now()
    is_due = Q(state=EventState.PUBLISHED, closes_at__lte=instant)
    is_due |= Q(state__in=(EventState.PUBLISHED, EventState.CLOSED), ends_at__lte=instant)
    for event_id in Event.objects.filter(is_due).values_list("pk", flat=True):
        turn_event(event_id)
    moves = Participant.objects.filter(event__starts_at__gt=instant, state=PlaceState.WAITING)
    moves |= Participant.objects.filter(state=PlaceState.OFFERED, offered_until__lte=instant)
    moves |= Participant.objects.filter(event__starts_at__gt=instant, confirm_by__lte=instant)
    for event_id in moves.order_by("event").values_list("event", flat=True).distinct():
        settle_event(event_id)
    ahead = Event.objects.filter(state__in=(EventState.PUBLISHED, EventState.CLOSED), starts_at__gt=instant)
    for event in ahead.filter(confirm_by__gt=instant, confirm_reminded_at__isnull=True):
        if (due := reminder_due(event)) is not None and due <= instant:
            remind_to_confirm(event.pk)
    for event in ahead.filter(remind_days__gt=0, reminded_at__isnull=True):
        if (due := reminder_at(event)) is not None and due <= instant:
            remind_event(event.pk)
    over = Event.objects.filter(state__in=(EventState.HELD, EventState.CANCELLED), needs_erased_at__isnull=True)
    for event_id in over.filter(ends_at__lte=instant).values_list("pk", flat=True):
        erase_needs(event_id)
    forget_drafts()
