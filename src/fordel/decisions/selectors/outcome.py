"""What came of a decision: what is granted, and how far the letters have come."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from fordel.decisions.models import Award, Letter, Proposal


class Outcome(NamedTuple):
    """Measures that get something, and kroner in all. Of the letters, `unopened` have not been received, and of those
    `unreached` had nobody in Fordel to open them when they were issued."""

    measures: int
    amount: int
    letters: int
    unopened: int
    unreached: int


def outcome_of(proposal_id: int) -> Outcome:
    """One query."""
    awards = Award.objects.filter(proposal=OuterRef("pk"), amount__gt=0)
    letters = Letter.objects.filter(award__proposal=OuterRef("pk"))
    unopened = letters.filter(opened_at__isnull=True, delivered_at__isnull=True)
    rows = Proposal.objects.filter(pk=proposal_id).values_list(
        _counted(awards, "proposal"),
        Coalesce(Subquery(awards.values("proposal").annotate(n=Sum("amount")).values("n")), 0),
        _counted(letters, "award__proposal"),
        _counted(unopened, "award__proposal"),
        _counted(unopened.filter(Q(unreached_at__isnull=False)), "award__proposal"),
    )
    return Outcome(*rows.get())


def _counted(rows: QuerySet[Award] | QuerySet[Letter], group: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(group).annotate(n=Count("pk")).values("n")), 0)
