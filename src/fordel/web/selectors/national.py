"""The offices side by side, for those who read for the whole country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from enum import IntEnum
from typing import Any, NamedTuple

from django.db.models import Case, Count, F, FilteredRelation, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from fordel.core.form.definition import Texts, text_in
from fordel.decisions.models import Award, Proposal, ProposalState
from fordel.forum.models import Recommendation
from fordel.parties.models import Office
from fordel.programme.models import FrameLine
from fordel.programme.where import RoundKeys
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from fordel.shared.dates import last_day


class Waits(IntEnum):
    """What an office's year waits for."""

    NEEDS = 0
    RECOMMENDATION = 1
    DECISION = 2
    NOTHING = 3


class OfficeYear(NamedTuple):
    """An office's running round of one scheme, amounts in kroner. `year` is None for an office without one."""

    office: str
    name: str
    scheme: str
    year: int | None
    names: Texts
    frame: int
    needs: int
    reports: int
    awarded: int
    needs_deadline: datetime | None
    recommendation_due: date | None
    decision_due: str | None
    adopted_at: datetime | None
    issued_at: datetime | None
    of_several: bool = False

    @property
    def where(self) -> RoundKeys:
        """The keys of the round in the addresses of its pages."""
        return {"office": self.office, "scheme": self.scheme, "year": self.year or 0}

    @property
    def waits_for(self) -> Waits:
        """What comes next in the year."""
        if self.year is None or self.issued_at:
            return Waits.NOTHING
        if self.needs_deadline and now() < self.needs_deadline:
            return Waits.NEEDS
        return Waits.DECISION if self.adopted_at or not self.recommendation_due else Waits.RECOMMENDATION

    @property
    def due(self) -> date | None:
        """The last day for what the year waits for; None if no day is set."""
        if self.waits_for is Waits.NEEDS and self.needs_deadline:
            return last_day(self.needs_deadline)
        if self.waits_for is Waits.RECOMMENDATION:
            return self.recommendation_due
        is_day = self.waits_for is Waits.DECISION and self.decision_due
        return date.fromisoformat(self.decision_due) if is_day and self.decision_due else None

    @property
    def title(self) -> str:
        """The office, with the scheme if it has several."""
        return f"{self.name}, {text_in(self.names, get_language() or 'nb')}" if self.of_several else self.name


def running_years() -> list[OfficeYear]:
    """Every office with its running rounds of each scheme, the main scheme and the newest round first. One query."""

    def per_round(queryset: Any, path: str, value: Any) -> Coalesce:
        grouped = queryset.order_by().values(path).annotate(value=value).values("value")
        return Coalesce(Subquery(grouped), 0)

    frames = FrameLine.objects.filter(round=OuterRef("running__pk"))
    reports = NeedsReport.objects.counted().filter(round=OuterRef("running__pk"))
    adopted = Recommendation.objects.filter(round=OuterRef("running__pk"), adopted_at__isnull=False)
    issued = Proposal.objects.filter(round=OuterRef("running__pk"), state=ProposalState.ISSUED)
    awards = Award.objects.filter(proposal__round=OuterRef("running__pk"), proposal__state=ProposalState.ISSUED)
    rows = (
        Office.objects.annotate(running=FilteredRelation("rounds", condition=Q(rounds__is_history=False)))
        .annotate(
            names=F("running__scheme__definition__name"),
            frame=per_round(frames, "round", Sum("amount")),
            needs=per_round(reports, "round", Sum("amount")),
            reports=per_round(reports, "round", Count("pk")),
            awarded=per_round(awards, "proposal__round", Sum("amount")),
            due=F("running__scheme__definition__dates__decision_due"),
            adopted=Subquery(adopted.values("adopted_at")[:1]),
            issued=Subquery(issued.values("issued_at")[:1]),
            is_other=Case(When(running__scheme__code=F("main_scheme"), then=Value(0)), default=Value(1)),
        )
        .order_by("region_name", "is_other", "running__scheme_slug", "-running__year")
        .values_list(
            *("slug", "name", "running__scheme_slug", "running__year", "names", "frame", "needs", "reports", "awarded"),
            *("running__needs_deadline", "running__recommendation_due", "due", "adopted", "issued"),
        )
    )
    years = [OfficeYear(*row) for row in rows]
    schemes = Counter(office for office, _scheme in {(each.office, each.scheme) for each in years})
    return [each._replace(of_several=schemes[each.office] > 1) for each in years]


def newest_of(years: Iterable[OfficeYear]) -> list[OfficeYear]:
    """The newest year of each office and scheme."""
    newest: dict[tuple[str, str], OfficeYear] = {}
    for each in years:
        newest.setdefault((each.office, each.scheme), each)
    return list(newest.values())
