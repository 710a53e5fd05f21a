"""The years a person may choose between in the header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fordel.parties.actors import Actor
from fordel.parties.menu import MENU
from fordel.parties.models import Role
from fordel.programme.models import Round


@dataclass(frozen=True)
class YearChoice:
    """A round of the actor's office. `counts`: what is counted beside the entries of the menu, by the names of their
    addresses."""

    round_id: int
    year: int
    office: str
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def where(self) -> dict[str, object]:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office, "year": self.year}


def _count(rows: QuerySet[Any]) -> Coalesce:
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
    counted = [entry for entry in MENU if entry.rows is not None]
    rows = (
        rounds.filter(is_history=False)
        .annotate(**{f"count{at}": _count(entry.rows()) for at, entry in enumerate(counted) if entry.rows})
        .order_by("-year")
        .values_list("pk", "year", "office__slug", *(f"count{at}" for at in range(len(counted))))
    )
    names = [entry.url_name for entry in counted]
    return [YearChoice(pk, year, office, dict(zip(names, numbers, strict=True))) for pk, year, office, *numbers in rows]
