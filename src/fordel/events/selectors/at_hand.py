"""Events that something must be done with, for the queries that read the round or the organisation of a start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject, Lower

from fordel.events.models import Event, EventState, Participant, PlaceState, in_own_form
from fordel.parties.plugs.tasks import READER_EMAIL, OwnVisit
from fordel.programme.models import Round
from fordel.shared.clock import OSLO
from fordel.shared.prepared import NOW

_INSTANTS: Final = ("starts_at", "opens_at")


@dataclass(frozen=True, kw_only=True)
class _OfSeries:
    """What is named by the series of its event."""

    title_nb: str
    title_nn: str

    @property
    def title(self) -> str:
        """In the reader's form of Norwegian, or in the one there is."""
        return in_own_form(self.title_nb, self.title_nn)


@dataclass(frozen=True, kw_only=True)
class EventAtHand(_OfSeries):
    """A draft, or an event that is ahead or in progress."""

    id: int
    series: int
    place: str
    state: str
    starts_at: datetime
    opens_at: datetime

    @property
    def is_draft(self) -> bool:
        return self.state == EventState.DRAFT

    @property
    def day(self) -> date:
        """The day on which it is held."""
        return self.starts_at.astimezone(OSLO).date()

    @property
    def opens_on(self) -> date:
        """The day on which people should be able to register."""
        return self.opens_at.astimezone(OSLO).date()


def office_counts() -> dict[str, Any]:
    """The drafts of the round's office, and its events that are not over, the earliest first."""
    is_ahead = Q(state__in=(EventState.PUBLISHED, EventState.CLOSED), ends_at__gt=NOW)
    found = Event.objects.filter(Q(state=EventState.DRAFT) | is_ahead, office=OuterRef("office"))
    names = {name: name for name in ("series", "place", "state", "starts_at", "opens_at")}
    each = JSONObject(id="pk", title_nb="series__title_nb", title_nn="series__title_nn", **names)
    return {"events_at_hand": ArraySubquery(found.order_by("starts_at", "pk").values(row=each))}


def events_at_hand(round_: Round) -> list[EventAtHand]:
    """What was read with `office_counts`. No queries."""
    found: list[dict[str, Any]] = getattr(round_, "events_at_hand", None) or []
    return [EventAtHand(**each | {name: datetime.fromisoformat(each[name]) for name in _INSTANTS}) for each in found]


@dataclass(frozen=True, kw_only=True)
class WaitingPlace(_OfSeries):
    """A place that waits for an answer of whoever looks before `until`: it is offered to them, or `is_moved` with its
    event and they have not said that they still come."""

    id: int
    office: str
    place: str
    is_moved: bool
    until: datetime


def own_counts() -> dict[str, Any]:
    """The places that wait for an answer of the reader, the most urgent first."""
    own = Participant.objects.annotate(address=Lower("email")).filter(address=READER_EMAIL, event__starts_at__gt=NOW)
    offered, moved = Q(state=PlaceState.OFFERED, offered_until__gt=NOW), Q(confirm_by__gt=NOW)
    waiting = own.filter(offered | moved).exclude(event__state=EventState.CANCELLED)
    waiting = waiting.annotate(until=Coalesce("offered_until", "confirm_by"), is_moved=Q(confirm_by__isnull=False))
    titles = {"title_nb": "event__series__title_nb", "title_nn": "event__series__title_nn"}
    names = {"office": "event__office__slug", "place": "event__place", "until": "until", "is_moved": "is_moved"}
    rows = waiting.order_by("until", "pk").values(row=JSONObject(id="pk", **names, **titles))
    return {"waiting_places": ArraySubquery(rows)}


def waiting_places(visit: OwnVisit) -> list[WaitingPlace]:
    """What was read with `own_counts`."""
    found: list[dict[str, Any]] = getattr(visit.organisation, "waiting_places", [])
    return [WaitingPlace(**each | {"until": datetime.fromisoformat(each["until"])}) for each in found]
