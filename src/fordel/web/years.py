"""The rounds that a person may choose between in the header."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Case, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from fordel.core.needs_form.definition import Texts, text_in
from fordel.forum.models import Scenario
from fordel.needs.models import NeedsReport
from fordel.parties.actors import Actor
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.programme.where import RoundKeys


@dataclass(frozen=True)
class YearChoice:
    """A round of the actor's office with the number of reports and scenarios in it. `names` are the scheme's, by
    language; `short_names` are None if it has no shorter one."""

    round_id: int
    year: int
    office: str
    scheme: str
    names: Texts
    short_names: Texts | None
    reports: int
    scenarios: int

    @property
    def where(self) -> RoundKeys:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office, "scheme": self.scheme, "year": self.year}

    @property
    def scheme_name(self) -> str:
        """The scheme's whole name in the reader's language."""
        return text_in(self.names, (get_language() or "nb")[:2])

    @property
    def short_name(self) -> str:
        """The scheme's short name in the reader's language."""
        return text_in(self.short_names or self.names, (get_language() or "nb")[:2])


def _count(rows: QuerySet[NeedsReport] | QuerySet[Scenario]) -> Coalesce:
    counted = rows.filter(round=OuterRef("pk")).order_by().values("round").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def years_of_actor(actor: Actor, visited: str = "") -> list[YearChoice]:
    """The running rounds at the actor's office, the newest first and of one year the office's main scheme first; for an
    auditor of the whole country at the office that is visited (its slug). None for everybody else. At most one query.
    """
    if actor.office_id is not None:
        rounds = Round.objects.filter(office=actor.office_id)
    elif actor.role == Role.AUDITOR and visited:
        rounds = Round.objects.filter(office__slug=visited)
    else:
        return []
    rows = (
        rounds.filter(is_history=False)
        .annotate(
            is_other=Case(When(scheme__code=F("office__main_scheme"), then=Value(0)), default=Value(1)),
            reports_count=_count(NeedsReport.objects.counted()),
            scenarios_count=_count(Scenario.objects.all()),
        )
        .order_by("-year", "is_other", "scheme_slug")
        .values_list(
            "pk",
            "year",
            "office__slug",
            "scheme_slug",
            "scheme__definition__name",
            "scheme__definition__short_name",
            "reports_count",
            "scenarios_count",
        )
    )
    return [YearChoice(*row) for row in rows]
