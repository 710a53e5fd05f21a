"""What came of a decision: what is granted, and how far the letters have come."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from fordel.decisions.models import Award, Letter, Proposal, ProposalState
from fordel.programme.models import Round
from fordel.shared.clock import OSLO


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


def decided_sum(round_: Round) -> DecidedSum | None:
    """What was decided for the round, or None as long as it is not. One query."""
    found = Proposal.objects.filter(round=round_, state=ProposalState.ISSUED)
    for issued_at, measures, amount, reserve in found.values_list(
        "issued_at", *_granted(OuterRef("pk")), "scenario__reserve"
    ):
        day = issued_at.astimezone(OSLO).date()
        return DecidedSum(day, measures, amount, sum(reserve.values()))
    return None


def _granted(proposal: OuterRef) -> tuple[Coalesce, Coalesce]:
    """How many measures get something, and how much in all."""
    awards = Award.objects.filter(proposal=proposal, amount__gt=0)
    amounts = awards.order_by().values("proposal").annotate(n=Sum("amount")).values("n")
    return _counted(awards, "proposal"), Coalesce(Subquery(amounts), 0)


def outcome_of(proposal_id: int) -> Outcome:
    """One query."""
    letters = Letter.objects.filter(award__proposal=OuterRef("pk"))
    unopened = letters.filter(opened_at__isnull=True, delivered_at__isnull=True)
    rows = Proposal.objects.filter(pk=proposal_id).values_list(
        *_granted(OuterRef("pk")),
        _counted(letters, "award__proposal"),
        _counted(unopened, "award__proposal"),
        _counted(unopened.filter(Q(unreached_at__isnull=False)), "award__proposal"),
    )
    return Outcome(*rows.get())


def _counted(rows: QuerySet[Award] | QuerySet[Letter], group: str) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values(group).annotate(n=Count("pk")).values("n")), 0)
