"""What waits in hearings, for the queries that read the round or the organisation of a start page."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from fordel.hearing.models import Hearing, HearingInput, HearingState, Invited
from fordel.parties.plugs.tasks import OwnVisit
from fordel.programme.models import Round
from fordel.shared.prepared import NOW


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


class HearingThatAsks(NamedTuple):
    """An open hearing in which an organisation is asked and has not answered. `closes_at` is the first instant that is
    too late."""

    id: int
    title: str
    slug: str
    office: str
    closes_at: datetime


def own_counts() -> dict[str, Any]:
    """The hearings that ask the organisation, the one that closes first on top."""
    same = {"hearing": OuterRef("pk"), "organisation": OuterRef(OuterRef("pk"))}
    answered = HearingInput.objects.filter(**same, received_at__isnull=False)
    found = Hearing.objects.filter(
        Exists(Invited.objects.filter(**same)), ~Exists(answered), opens_at__lte=NOW, closes_at__gt=NOW
    )
    each = JSONObject(id="pk", title="plan__title", slug="office__slug", office="office__name", closes_at="closes_at")
    return {"hearings_that_ask": ArraySubquery(found.order_by("closes_at", "pk").values(row=each))}


def hearings_that_ask(visit: OwnVisit) -> list[HearingThatAsks]:
    """What was read with `own_counts`."""
    found: list[dict[str, Any]] = getattr(visit.organisation, "hearings_that_ask", [])
    return [HearingThatAsks(**each | {"closes_at": datetime.fromisoformat(each["closes_at"])}) for each in found]
