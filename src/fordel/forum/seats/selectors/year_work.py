"""How far the forum's work with a round has come: what its start page says."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from fordel.forum.models import Prioritising, Recommendation
from fordel.forum.seats.selectors.members import undecided_in
from fordel.programme.models import Round
from fordel.shared.clock import OSLO
from fordel.shared.prepared import TODAY


class ForumWork(NamedTuple):
    """Conflicts of interest that nobody has decided; the prioritising that is open, if one is, and the first instant
    that is too late for it; whether a recommendation is begun, and when it was adopted."""

    open_conflicts: int
    open_prioritising: int | None
    prioritising_closes_at: datetime | None
    begun_recommendation: int | None
    adopted_at: datetime | None

    @property
    def adopted_on(self) -> date | None:
        """The day in Norway."""
        return self.adopted_at and self.adopted_at.astimezone(OSLO).date()


def work_counts() -> dict[str, Any]:
    """What `forum_work` says of a round, for the query that reads it."""
    counted = undecided_in(OuterRef("pk"), TODAY).order_by().values("report__round").annotate(n=Count("pk")).values("n")
    prioritising = Prioritising.objects.filter(round=OuterRef("pk"), closed_at__isnull=True)
    recommendation = Recommendation.objects.filter(round=OuterRef("pk"))
    return {
        "open_conflicts": Coalesce(Subquery(counted), 0),
        "open_prioritising": Subquery(prioritising.values("pk")),
        "prioritising_closes_at": Subquery(prioritising.values("closes_at")),
        "begun_recommendation": Subquery(recommendation.values("pk")),
        "adopted_at": Subquery(recommendation.values("adopted_at")),
    }


def forum_work(round_: Round) -> ForumWork:
    """How far the work with a round has come that was read with `work_counts`. No queries."""
    return ForumWork(*(getattr(round_, name) for name in ForumWork._fields))
