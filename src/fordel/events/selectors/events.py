"""Series and events as pages find them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import CharField, Count, IntegerField, Q, QuerySet
from django.http import Http404

from fordel.events.models import PUBLIC_STATES, Audience, Event, EventState, Series
from fordel.parties.models import Office
from fordel.shared.prepared import Asked, Prepared


def series_from_url(series_id: int, office: str, **_rest: object) -> Series:
    """Raises Http404."""
    found = Series.objects.select_related("office").filter(pk=series_id, office__slug=office).first()
    if found is None:
        raise Http404
    return found


def event_from_url(event_id: int, office: str, **_rest: object) -> Event:
    """Raises Http404, also for a draft that was discarded."""
    found = _EVENT.first(event=event_id, office=office)
    if found is None:
        raise Http404
    return found


def _asked_event() -> QuerySet[Event]:
    rows = Event.objects.select_related("office", "series").exclude(state=EventState.DISCARDED)
    return rows.filter(pk=Asked("event", IntegerField()), office__slug=Asked("office", CharField()))[:1]


_EVENT: Final = Prepared(_asked_event)


@dataclass(frozen=True)
class Filters:
    """What a reader of the public list wants to see: a place, a month (`2026-03`), an audience, only events with free
    places; empty for all. Words that mean nothing are empty too."""

    place: str = ""
    month: str = ""
    audience: str = ""
    has_free: bool = False

    @staticmethod
    def asked(query: Mapping[str, str]) -> Filters:
        """As the address says it."""
        month, audience = query.get("maned", ""), query.get("for", "")
        try:
            datetime.strptime(month, "%Y-%m")  # noqa: DTZ007 -- a month has no zone
        except ValueError:
            month = ""
        return Filters(
            place=query.get("sted", "")[:80],
            month=month,
            audience=audience if audience in Audience.values else "",
            has_free=query.get("ledig") == "1",
        )

    @property
    def query(self) -> str:
        """The same for an address that continues, with `&` at its end; '' if nothing is asked for."""
        asked = {"sted": self.place, "maned": self.month, "for": self.audience, "ledig": "1" if self.has_free else ""}
        return "".join(f"{urlencode({name: value})}&" for name, value in asked.items() if value)


def public_events(office: Office, instant: datetime) -> list[Event]:
    """Those of the office that are published and not over, the earliest first, with kept places. Two queries."""
    return list(every_coming_event(instant).filter(office=office).prefetch_related("kept"))


def every_coming_event(instant: datetime) -> QuerySet[Event]:
    """Those of every office that are published and not over, the earliest first. One query."""
    rows = Event.objects.select_related("series", "office").filter(state__in=PUBLIC_STATES, ends_at__gt=instant)
    return rows.order_by("starts_at", "pk")


def coming_events(office: Office, instant: datetime, most: int) -> QuerySet[Event]:
    """So many of the office's that are published, not cancelled and not over, the earliest first. One query."""
    return every_coming_event(instant).filter(office=office).exclude(state=EventState.CANCELLED)[:most]


def office_events(office: Office, *, with_archive: bool = False) -> QuerySet[Event]:
    """Every event of the office that is not discarded, the latest first."""
    rows = (
        Event.objects.select_related("series__office", "office")
        .filter(office=office)
        .exclude(state=EventState.DISCARDED)
    )
    return (rows if with_archive else rows.exclude(state=EventState.ARCHIVED)).order_by("-starts_at", "-pk")


def events_of_series(series: Series) -> list[Event]:
    """The places and dates of the series, the earliest first. One query."""
    rows = Event.objects.select_related("series__office", "office").filter(series=series)
    return list(rows.exclude(state=EventState.DISCARDED).order_by("starts_at", "pk"))


def series_of_office(office: Office) -> QuerySet[Any]:
    """Each with `places`, how many places and dates it has. One query."""
    places = Count("events", filter=~Q(events__state=EventState.DISCARDED))
    return Series.objects.filter(office=office).annotate(places=places).order_by("-created_at", "-pk")


def event_in_office(office_id: int, event_id: int) -> Event | None:
    """The event with the key, if it is one of the office's. One query, none without a key."""
    if not event_id:
        return None
    rows = Event.objects.select_related("office", "series").exclude(state=EventState.DISCARDED)
    return rows.filter(pk=event_id, office=office_id).first()
