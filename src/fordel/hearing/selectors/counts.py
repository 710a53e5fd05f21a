"""What waits in the hearings of an office, for the query that reads the round of its start page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q
from django.db.models.functions import JSONObject

from fordel.hearing.models import Hearing, HearingState
from fordel.programme.models import Round


class HearingAtHand(NamedTuple):
    """A hearing whose answers are not sent: `waits` are the points that were received and have no answer,
    `closes_at` the first instant that is too late."""

    id: int
    title: str
    state: str
    closes_at: datetime
    waits: int

    @property
    def is_open(self) -> bool:
        return self.state == HearingState.OPEN


def office_counts() -> dict[str, Any]:
    """The hearings of the round's office that are not answered, the earliest first."""
    waits = Q(inputs__received_at__isnull=False, inputs__points__outcome="")
    found = (
        Hearing.objects.filter(office=OuterRef("office"))
        .exclude(state=HearingState.ANSWERED)
        .annotate(waits=Count("inputs__points", filter=waits, distinct=True))
        .order_by("closes_at", "pk")
    )
    each = JSONObject(id="pk", title="plan__title", state="state", closes_at="closes_at", waits="waits")
    return {"hearings_at_hand": ArraySubquery(found.values(row=each))}


def hearings_at_hand(round_: Round) -> list[HearingAtHand]:
    """What was read with `office_counts`. No queries."""
    found: list[dict[str, Any]] = getattr(round_, "hearings_at_hand", None) or []
    return [HearingAtHand(**each | {"closes_at": datetime.fromisoformat(each["closes_at"])}) for each in found]
