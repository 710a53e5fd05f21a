"""The events that an office has to do something with now, for the query that reads the round of its start page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils.translation import get_language

from fordel.events.models import Event, EventState
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
        return self.title_nn or self.title_nb if get_language() == "nn" else self.title_nb or self.title_nn

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
