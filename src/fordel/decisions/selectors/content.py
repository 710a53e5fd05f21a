"""Everything an approver approves, as one value with a hash; and what must hold before anybody signs it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.decisions.models import Award, Proposal
from fordel.forum.models import Recommendation
from fordel.programme.models import FrameLine
from fordel.shared.errors import UserError


@dataclass(frozen=True)
class LineSum:
    """What a proposal takes from one frame line (whole kroner)."""

    code: str
    name: str
    frame: int
    reserve: int
    awarded: int

    @property
    def left(self) -> int:
        return self.frame - self.reserve - self.awarded


class Adopted(NamedTuple):
    """The hash of what the forum has adopted for a round now, whether a proposal builds on it or not; None if it has
    adopted nothing."""

    sha256: str | None


def proposal_content(proposal: Proposal, adopted: Adopted | None = None) -> dict[str, Any]:
    """The awards with their shares, the frames and the reserve: what the approval is bound to. Five queries; one less
    if the caller has read what the forum has adopted."""
    found = adopted or adopted_now(proposal)
    awards = (
        proposal.awards.order_by("report__number")
        .prefetch_related("shares")
        .select_related("report")
        .only("asked", "amount", "by_line", "grounds", "proposal_id", "report__number", "report__content_hash")
    )
    return {
        "scenario": [proposal.scenario_id, proposal.scenario.input_hash],
        "recommendation": [proposal.recommendation.sha256 if proposal.recommendation else None, found.sha256],
        "frames": {line.code: line.amount for line in proposal.round.frame_lines.all()},
        "reserve": proposal.scenario.reserve,
        "awards": [
            {
                "report": award.report.number,
                "report_content": award.report.content_hash,
                "amount": award.amount,
                "by_line": award.by_line,
                "grounds": award.grounds,
                "shares": sorted([share.organisation_id, share.amount] for share in award.shares.all()),
            }
            for award in awards
        ],
    }


def adopted_now(proposal: Proposal) -> Adopted:
    """What the forum has adopted for the proposal's round. One query."""
    adopted = Recommendation.objects.filter(round=proposal.round_id, adopted_at__isnull=False)
    return Adopted(adopted.values_list("sha256", flat=True).first())


def content_hash(proposal: Proposal, adopted: Adopted | None = None) -> str:
    """SHA-256 of the content as canonical JSON: changes when a report, a frame, an amount or a ground does."""
    text = json.dumps(proposal_content(proposal, adopted), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def line_sums(lines: Iterable[FrameLine], reserve: dict[str, int], awards: Iterable[dict[str, int]]) -> list[LineSum]:
    """What is taken from each line; `awards` are the `by_line` amounts of the awards."""
    taken: dict[str, int] = {}
    for by_line in awards:
        for code, amount in by_line.items():
            taken[code] = taken.get(code, 0) + amount
    language = get_language() or "nb"
    return [
        LineSum(line.code, line.name(language), line.amount, reserve.get(line.code, 0), taken.get(line.code, 0))
        for line in lines
    ]


def sums_of(proposal: Proposal) -> list[LineSum]:
    """The line sums of a proposal. Two queries."""
    by_line = proposal.awards.values_list("by_line", flat=True)
    return line_sums(proposal.round.frame_lines.all(), proposal.scenario.reserve, by_line)


def check_ready(proposal: Proposal) -> None:
    """Raises UserError when the proposal may not be submitted, approved or issued."""
    if proposal.recommendation_id is None and adopted_now(proposal).sha256:
        raise UserError(
            _("The forum has adopted its recommendation since this proposal was made, and it does not build on it."),
            _("Discard the proposal, and make a new one from the recommendation."),
        )
    for line in sums_of(proposal):
        if line.left < 0:
            raise UserError(
                _("The frame for %(line)s is short by %(amount)s kroner.")
                % {"line": line.name.lower(), "amount": format_kroner(-line.left)},
                _("Lower an amount."),
            )
    missing = _without_grounds(proposal.awards.select_related("report"))
    if missing:
        numbers = ", ".join(str(award.report.number) for award in missing)
        raise UserError(
            _needs_grounds(len(missing), recommended=proposal.recommendation_id is not None) % {"numbers": numbers},
            _("Open each and write why in a sentence or two. The owner reads it in the letter."),
        )


def _needs_grounds(count: int, *, recommended: bool) -> str:
    if recommended:
        return ngettext(
            "Report %(numbers)s needs grounds, since it is refused or differs from the recommendation.",
            "Reports %(numbers)s need grounds, since they are refused or differ from the recommendation.",
            count,
        )
    return ngettext(
        "Report %(numbers)s needs grounds, since it is refused or differs from the scenario.",
        "Reports %(numbers)s need grounds, since they are refused or differ from the scenario.",
        count,
    )


def _without_grounds(awards: Iterable[Award]) -> list[Award]:
    return [a for a in awards if not a.grounds.strip() and (a.amount == 0 or a.amount != a.scenario_amount)]
