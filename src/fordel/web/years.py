"""The years a person may choose between in the header."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from fordel.forum.models import Scenario
from fordel.needs.models import NeedsReport
from fordel.parties.actors import Actor
from fordel.programme.models import Round


@dataclass(frozen=True)
class YearChoice:
    """A round of the actor's office with the number of reports and scenarios in it."""

    round_id: int
    year: int
    office: str
    reports: int
    scenarios: int


def _count(model: type[NeedsReport] | type[Scenario]) -> Coalesce:
    counted = model.objects.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def years_of_actor(actor: Actor) -> list[YearChoice]:
    """The running rounds at the actor's office, the newest first; none for those who act for no office. One query."""
    if actor.office_id is None:
        return []
    rows = (
        Round.objects.filter(office=actor.office_id, is_history=False)
        .annotate(reports_count=_count(NeedsReport), scenarios_count=_count(Scenario))
        .order_by("-year")
        .values_list("pk", "year", "office__slug", "reports_count", "scenarios_count")
    )
    return [YearChoice(*row) for row in rows]
