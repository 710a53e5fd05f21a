"""Events that something must be done with, for the queries that read the round or the organisation of a start page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject, Lower

from fordel.events.models import Event, EventState, Participant, PlaceState, in_own_form
from fordel.parties.plugs.tasks import READER_EMAIL, OwnVisit
from fordel.programme.models import Round
from fordel.shared.clock import OSLO
from fordel.shared.prepared import NOW

_INSTANTS: Final = ("starts_at", "opens_at")


class EventAtHand(NamedTuple):
    """A draft, or an event that is ahead or in progress."""

    id: int
    series: int
    title_nb: str
    title_nn: str
    place: str
    state: str
    starts_at: datetime
    opens_at: datetime

    @property
    def title(self) -> str:
        """In the reader's form of Norwegian, or in the one there is."""
        return in_own_form(self.title_nb, self.title_nn)

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


class OfferedPlace(NamedTuple):
    """A place that is offered to whoever looks, and can be accepted before `until`."""

    id: int
    office: str
    title_nb: str
    title_nn: str
    place: str
    until: datetime

    @property
    def title(self) -> str:
        """In the reader's form of Norwegian, or in the one there is."""
        return in_own_form(self.title_nb, self.title_nn)


def own_counts() -> dict[str, Any]:
    """The places that are offered to the reader, the most urgent first."""
    own = Participant.objects.annotate(address=Lower("email")).filter(address=READER_EMAIL)
    offered = own.filter(state=PlaceState.OFFERED, offered_until__gt=NOW)
    found = offered.filter(event__starts_at__gt=NOW).exclude(event__state=EventState.CANCELLED)
    titles = {"title_nb": "event__series__title_nb", "title_nn": "event__series__title_nn"}
    each = JSONObject(id="pk", office="event__office__slug", place="event__place", until="offered_until", **titles)
    return {"offered_places": ArraySubquery(found.order_by("offered_until", "pk").values(row=each))}


def offered_places(visit: OwnVisit) -> list[OfferedPlace]:
    """What was read with `own_counts`."""
    found: list[dict[str, Any]] = getattr(visit.organisation, "offered_places", [])
    return [OfferedPlace(**each | {"until": datetime.fromisoformat(each["until"])}) for each in found]
