"""The events of an office as the gatherings that the forum holds money back for."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Q

from fordel.events.models import PUBLIC_STATES, TAKEN_STATES, Event, EventState
from fordel.events.presentation.addresses import event_address
from fordel.forum.plugs.gatherings import Gathering
from fordel.programme.models import Round
from fordel.shared.clock import OSLO

_OVER = (EventState.HELD, EventState.ARCHIVED)


def gatherings(round_: Round) -> list[Gathering]:
    """Those of the round's year and the next that everybody can read about, the earliest first: money held back in one
    year is used in it or in the next. One query."""
    first, last = (datetime(year, 1, 1, tzinfo=OSLO) for year in (round_.year, round_.year + 2))
    rows = Event.objects.filter(office=round_.office_id, state__in=PUBLIC_STATES, starts_at__range=(first, last))
    counted = rows.select_related("series", "office").annotate(
        has_place=Count("participants", filter=Q(participants__state__in=TAKEN_STATES), distinct=True),
        present=Count("participants__attendance", distinct=True),
    )
    return [_gathering(each) for each in counted.order_by("starts_at", "pk")]


def _gathering(event: Event) -> Gathering:
    present, has_place = event.present, event.has_place  # type: ignore[attr-defined]  # counted
    came = event.state in _OVER and present > 0
    return Gathering(
        event.series.title,
        event.place,
        event.starts_at.astimezone(OSLO).date(),
        event_address("event", event),
        str(event.get_state_display()),
        present if came else has_place,
        came,
    )
