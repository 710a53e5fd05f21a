"""What came of a decision: what is granted, and how far the letters have come."""

from __future__ import annotations

from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from fordel.decisions.models import Award, Letter, Proposal, ProposalState
from fordel.forum.models import Recommendation
from fordel.programme.models import Round
from fordel.shared.clock import OSLO
from fordel.shared.prepared import Asked, Prepared


class Outcome(NamedTuple):
    """Measures that get something, and kroner in all. Of the letters, `unopened` have not been received, and of those
    `unreached` had nobody in Fordel to open them when they were issued."""

    measures: int
    amount: int
    letters: int
    unopened: int
    unreached: int


class DecidedSum(NamedTuple):
    """A decision in short: the day in Norway, measures that get something, kroner in all, and kroner held back."""

    on: date
    measures: int
    amount: int
    held_back: int


class HowFar(NamedTuple):
    """The day (in Norway) the forum adopted its recommendation, if it has, and what was decided, if it is."""

    adopted_on: date | None = None
    decided: DecidedSum | None = None


NOT_YET: Final = HowFar()


def how_far(round_: Round) -> HowFar:
    """One query."""
    adopted_at, issued_at, reserve, measures, amount = _HOW_FAR.rows(round=round_.pk)[0]
    decided = None
    if issued_at is not None:
        decided = DecidedSum(issued_at.astimezone(OSLO).date(), measures, amount, sum(reserve.values()))
    return HowFar(adopted_at and adopted_at.astimezone(OSLO).date(), decided)


def _how_far() -> QuerySet[Any, Any]:
    issued = Proposal.objects.filter(round=OuterRef("pk"), state=ProposalState.ISSUED)
    awards = Award.objects.filter(proposal__round=OuterRef("pk"), proposal__state=ProposalState.ISSUED, amount__gt=0)
    return Round.objects.filter(pk=Asked("round", BigIntegerField())).values_list(
        Subquery(Recommendation.objects.filter(round=OuterRef("pk")).values("adopted_at")),
        Subquery(issued.values("issued_at")),
        Subquery(issued.values("scenario__reserve")),
        *_granted(awards, "proposal__round"),
    )


_HOW_FAR: Final = Prepared(_how_far)


def _granted(awards: QuerySet[Award], group: str) -> tuple[Coalesce, Coalesce]:
    """How many measures get something, and how much in all."""
    amounts = awards.order_by().values(group).annotate(n=Sum("amount")).values("n")
    return _counted(awards, group), Coalesce(Subquery(amounts), 0)


def outcome_of(proposal_id: int) -> Outcome:
    """One query."""
    awards = Award.objects.filter(proposal=OuterRef("pk"), amount__gt=0)
    letters = Letter.objects.filter(award__proposal=OuterRef("pk"))
    unopened = letters.filter(opened_at__isnull=True, delivered_at__isnull=True)
    rows = Proposal.objects.filter(pk=proposal_id).values_list(
        *_granted(awards, "proposal"),
        _counted(letters, "award__proposal"),
        _counted(unopened, "award__proposal"),
        _counted(unopened.filter(Q(unreached_at__isnull=False)), "award__proposal"),
    )
    return Outcome(*rows.get())


def _counted(rows: QuerySet[Award] | QuerySet[Letter], group: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(group).annotate(n=Count("pk")).values("n")), 0)
