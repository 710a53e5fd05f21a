"""The years a person may choose between in the header."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fordel.forum.models import Scenario
from fordel.needs.models import NeedsReport
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.programme.models import Round


@dataclass(frozen=True)
class YearChoice:
    """A round of the actor's office with the number of reports and scenarios in it."""

    round_id: int
    year: int
    office: str
    reports: int
    scenarios: int

    @property
    def where(self) -> dict[str, object]:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office, "year": self.year}


def _count(rows: QuerySet[NeedsReport] | QuerySet[Scenario]) -> Coalesce:
    counted = rows.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def years_of_actor(actor: Actor, visited: str = "") -> list[YearChoice]:
    """The running rounds, the newest first, at the actor's office; for an auditor of the whole country at the office
    that is visited (its slug). None for everybody else. At most one query.
    """
    if actor.office_id is not None:
        rounds = Round.objects.filter(office=actor.office_id)
    elif actor.role == Role.AUDITOR and visited:
        rounds = Round.objects.filter(office__slug=visited)
    else:
        return []
    rows = (
        rounds.filter(is_history=False)
        .annotate(reports_count=_count(NeedsReport.objects.counted()), scenarios_count=_count(Scenario.objects.all()))
        .order_by("-year")
        .values_list("pk", "year", "office__slug", "reports_count", "scenarios_count")
    )
    return [YearChoice(*row) for row in rows]
