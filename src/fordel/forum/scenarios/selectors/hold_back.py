"""Should money be held back? What each sum does to the reports, what the next 100 000 kroner cost whom, and what the
money is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import get_language

from fordel.core.allocation import Line, split_reserve
from fordel.core.form.definition import text_in
from fordel.core.money import percent_tenths
from fordel.forum.computing.compute import Computed, compute
from fordel.forum.computing.specification import Specification
from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.selectors.reports import ReportRow

NEXT: Final = 100_000
_STEPS: Final = 8
_HARDEST: Final = 5


@dataclass(frozen=True)
class Step:
    """With `reserve` kroner held back: what is distributed, how many are cut, and the lowest coverage (tenths of a per
    cent). `is_current`: what the scenario holds back now; `is_limit`: the most that cuts nobody."""

    reserve: int
    total: int
    cut: int
    lowest: int
    is_current: bool
    is_limit: bool


@dataclass(frozen=True)
class Cost:
    """Who pays for the next NEXT kroner held back: kroner less for a group, or for a report."""

    name: str
    less: int
    group: str = ""


@dataclass(frozen=True)
class HoldBack:
    """The whole page. `costs` sum to what is cut; where nothing is cut they are empty."""

    steps: list[Step]
    limit: int
    frame: int
    reserve: int
    costs: list[Cost]
    hardest: list[Cost]
    paid_by_nobody: int


def hold_back(spec: Specification, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> HoldBack:
    """Computed with the scenario's own method; a sum is spread over the frames as on the distribution page."""
    now = compute(_cutting(spec), lines, rows)
    limit, frame = max(now.no_cut.total, 0), sum(line.amount for line in lines)
    reserve = spec.reserve_total
    most = min(frame, max(2 * limit, reserve + NEXT, frame // 4))
    step = max(most // _STEPS // NEXT * NEXT, NEXT)
    sums = sorted({0, limit, reserve, *range(0, most + 1, step)})
    steps = [_step(total, reserve, limit, compute(_with(spec, total, lines), lines, rows)) for total in sums]
    costs, hardest, spared = _next(now, compute(_with(spec, min(reserve + NEXT, frame), lines), lines, rows), lines)
    return HoldBack(steps, limit, frame, reserve, costs, hardest, spared)


def _cutting(spec: Specification) -> Specification:
    """A method that cuts where not everybody can get all: what is asked is who pays."""
    return replace(spec, method="proportional") if spec.method == "meet_all" else spec


def _with(spec: Specification, total: int, lines: Sequence[FrameLine]) -> Specification:
    same = total == spec.reserve_total
    held = spec.reserve if same else split_reserve(total, [Line(line.code, line.amount) for line in lines])
    return replace(_cutting(spec), reserve=held)


def _step(total: int, reserve: int, limit: int, computed: Computed) -> Step:
    shares = [percent_tenths(s.amount, s.row.amount) if not s.is_full else 1000 for s in computed.shares]
    return Step(
        total,
        computed.total,
        sum(not share.is_full for share in computed.shares),
        min(shares, default=1000),
        total == reserve,
        total == limit,
    )


def _next(now: Computed, more: Computed, lines: Sequence[FrameLine]) -> tuple[list[Cost], list[Cost], int]:
    """(by group, the reports hit hardest, how much of the next sum was not given out anyway)."""
    before = {share.row.id: share.amount for share in now.shares}
    lost = [(share.row, before.get(share.row.id, 0) - share.amount) for share in more.shares]
    groups = groups_of(lines[0].round_id).every if lines else ()
    costs = [
        Cost(group.name, sum(less for row, less in lost if row.target_group == group.code), group.code)
        for group in groups
        if any(row.target_group == group.code for row, _less in lost)
    ]
    hardest = sorted((pair for pair in lost if pair[1] > 0), key=lambda pair: (-pair[1], pair[0].number))[:_HARDEST]
    cut = sum(less for _row, less in lost)
    held = sum(more.spec.reserve.values()) - sum(now.spec.reserve.values())
    found = [Cost(f"{row.number} {row.title}, {row.owner_name}", less, row.target_group) for row, less in hardest]
    return (costs if cut else []), found, max(held - cut, 0)


@dataclass(frozen=True)
class Purpose:
    """What money is held back for (scheme data), and how many kroner of it."""

    key: str
    name: str
    amount: int


def purposes_of(round_: Round, spec: Specification) -> list[Purpose]:
    """The scheme's purposes with what the scenario sets aside for each."""
    language, purposes = get_language() or "nb", scheme_of(round_.scheme).hold_back_purposes
    return [Purpose(str(n), text_in(each, language), spec.purposes.get(str(n), 0)) for n, each in enumerate(purposes)]
