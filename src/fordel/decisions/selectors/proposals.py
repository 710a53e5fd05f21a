"""Reads of proposals and awards."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django.db.models import BigIntegerField, OuterRef, Prefetch, QuerySet, Subquery, prefetch_related_objects
from django.http import Http404

from fordel.decisions.models import OPEN_STATES, Award, AwardShare, Proposal, ProposalState
from fordel.decisions.selectors.content import Adopted, LineSum, content_hash, line_sums
from fordel.forum.computing.specification import is_in_full
from fordel.forum.models import Recommendation
from fordel.programme.models import Round
from fordel.programme.where import in_round
from fordel.shared.prepared import Asked, Prepared

SHOWN: Final = 60


class AwardRow(NamedTuple):
    """One award as plain values; kroner."""

    pk: int
    number: int
    report_id: int
    owner_id: int
    owner: str
    title: str
    target_group: str
    asked: int
    amount: int
    scenario_amount: int
    by_line: dict[str, int]
    grounds: str
    unit: int

    @property
    def is_refused(self) -> bool:
        return self.amount == 0

    @property
    def is_changed(self) -> bool:
        return self.amount != self.scenario_amount

    @property
    def is_cut(self) -> bool:
        """Whether it gets a part; a sum that is only rounded down to the scenario's unit is no cut."""
        return self.amount > 0 and not is_in_full(self.asked, self.amount, self.unit)

    @property
    def is_rounded(self) -> bool:
        return not self.is_cut and 0 < self.amount < self.asked

    @property
    def difference(self) -> int:
        return self.amount - self.scenario_amount


class ProposalView(NamedTuple):
    """What the overview and the approver see: exceptions and changes first, then everything."""

    proposal: Proposal
    lines: list[LineSum]
    rows: list[AwardRow]
    changed: list[AwardRow]
    refused: list[AwardRow]
    cut: list[AwardRow]
    rounded: list[AwardRow]
    is_stale: bool
    asked: int
    awarded: int
    reserve: int

    @property
    def changed_shown(self) -> list[AwardRow]:
        return self.changed[:SHOWN]

    @property
    def refused_shown(self) -> list[AwardRow]:
        return self.refused[:SHOWN]


def current_proposal(round_: Round) -> Proposal | None:
    """The decision of the round, else its open proposal, else None; `adopted_sha256` is the hash of what the forum has
    adopted. One query."""
    return _CURRENT.first(round=round_.pk)


def _current() -> QuerySet[Proposal]:
    adopted = Recommendation.objects.filter(round=OuterRef("round"), adopted_at__isnull=False)
    return (
        Proposal.objects.filter(round=Asked("round", BigIntegerField()), state__in=(*OPEN_STATES, ProposalState.ISSUED))
        .select_related("scenario", "recommendation__adopted_in", "author", "returned_by", "round__office")
        .annotate(adopted_sha256=Subquery(adopted.values("sha256")[:1]))
        .order_by("-issued_at", "-pk")[:1]
    )


_CURRENT: Final = Prepared(_current)


def proposal_from_url(office: str, scheme: str, year: int, proposal_id: int, **_rest: object) -> Proposal:
    """The proposal, for `@access(rule, target=proposal_from_url)`. Raises Http404 when it is not of that round."""
    found = (
        Proposal.objects.filter(pk=proposal_id, **in_round("round__", office, scheme, year))
        .select_related(
            "scenario", "recommendation__adopted_in", "author", "returned_by", "round__office", "round__scheme"
        )
        .first()
    )
    if found is None:
        raise Http404
    return found


def award_from_url(office: str, scheme: str, year: int, award_id: int, **_rest: object) -> Award:
    """The award with its report and shares; `office_id` is set for the rules. Raises Http404."""
    found = (
        Award.objects.filter(pk=award_id, **in_round("proposal__round__", office, scheme, year))
        .select_related("proposal__round__office", "proposal__scenario", "report__owner")
        .prefetch_related(Prefetch("shares", AwardShare.objects.select_related("organisation")))
        .first()
    )
    if found is None:
        raise Http404
    found.office_id = found.proposal.round.office_id  # type: ignore[attr-defined]  # what the rules look at
    return found


_FIELDS = (
    "pk",
    "report__number",
    "report_id",
    "report__owner_id",
    "report__owner__name",
    "report__title",
    "report__target_group__code",
    "asked",
    "amount",
    "scenario_amount",
    "by_line",
    "grounds",
    "proposal__scenario__unit",
)


def award_rows(proposal: Proposal) -> list[AwardRow]:
    """Every award by report number. One query."""
    return [AwardRow(*row) for row in proposal.awards.order_by("report__number").values_list(*_FIELDS)]


def proposal_view(proposal: Proposal) -> ProposalView:
    """The proposal with sums and exceptions. Four queries, however many reports there are; one more for a proposal that
    is not from `current_proposal`."""
    rows = award_rows(proposal)
    prefetch_related_objects([proposal.round], "frame_lines")
    known = Adopted(vars(proposal)["adopted_sha256"]) if "adopted_sha256" in vars(proposal) else None
    stale = proposal.state != ProposalState.ISSUED and content_hash(proposal, known) != proposal.content_hash
    reserve: dict[str, Any] = proposal.scenario.reserve
    return ProposalView(
        proposal=proposal,
        lines=line_sums(proposal.round.frame_lines.all(), reserve, (row.by_line for row in rows)),
        rows=rows,
        changed=[row for row in rows if row.is_changed],
        refused=[row for row in rows if row.is_refused and not row.is_changed],
        cut=[row for row in rows if row.is_cut and not row.is_changed],
        rounded=[row for row in rows if row.is_rounded and not row.is_changed],
        is_stale=stale,
        asked=sum(row.asked for row in rows),
        awarded=sum(row.amount for row in rows),
        reserve=sum(reserve.values()),
    )
