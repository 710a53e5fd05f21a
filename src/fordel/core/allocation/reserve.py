"""Money held back: how much cuts nobody, how one sum is spread over the lines, and what more would cost whom (M8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from fordel.core.allocation.allocate import allocate
from fordel.core.allocation.frames import Work, lay_out
from fordel.core.allocation.model import Allocation, Answer, Line, Problem, Request
from fordel.core.allocation.split import largest_remainder

STEP: Final = 1000


@dataclass(frozen=True, slots=True)
class NoCutReserve:
    """How much can be held back without cutting anybody.

    `bounds`: for each set of lines (ids in the order given) the most kroner that may be held back on it in sum; a
    bound below zero means that the asks exceed the frames already. `total`: the most over all lines. `binding`: the
    sets whose bound some other bound does not already imply.
    """

    bounds: Mapping[tuple[str, ...], int]
    total: int
    binding: tuple[tuple[str, ...], ...]

    def allows(self, held: Mapping[str, int]) -> bool:
        """Whether holding back these kroner per line leaves every ask whole."""
        return all(sum(held.get(line, 0) for line in lines) <= most for lines, most in self.bounds.items())


def _unheld(lines: Sequence[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, hold_back=0) for line in lines)


def no_cut_reserve(lines: Sequence[Line], requests: Sequence[Request]) -> NoCutReserve:
    """The polygon of hold-backs that cut nobody: for each T, h(T) <= F(T) - X(T). What `lines` hold back already is
    not looked at; nor are commitments and floors. The lines and reports must be valid (see `allocate`)."""
    work = _plain_work(lines, requests)
    single = {1 << k: line.frame for k, line in enumerate(lines)}
    asks = work.sets.load(work.masks, (r.ask for r in work.requests))
    spare = single | {t: work.sets.capacity(t) - need for t, need in zip(work.sets.sets, asks, strict=True)}
    whole = (1 << len(lines)) - 1
    if whole and whole not in spare:
        spare[whole] = sum(line.frame for line in lines) - sum(r.ask for r in requests)
    ordered = sorted(spare, key=lambda t: (t.bit_count(), t))
    bounds = {work.sets.names(t): spare[t] for t in ordered}
    binding = tuple(work.sets.names(t) for t in ordered if not _implied(t, spare))
    total = min([spare.get(whole, 0), *(most for most in spare.values() if most < 0)])
    return NoCutReserve(bounds, total, binding)


def _cover_cost(t: int, spare: Mapping[int, int]) -> int:
    """The least sum of bounds over single lines that covers t."""
    return sum(most for single, most in spare.items() if single.bit_count() == 1 and single & t)


def _implied(t: int, spare: Mapping[int, int]) -> bool:
    """Whether a larger set's bound alone, or the single lines' bounds together, already keep h(t) below its bound."""
    if any(t & ~u == 0 and u != t and most <= spare[t] for u, most in spare.items()):
        return True
    return t.bit_count() > 1 and _cover_cost(t, spare) <= spare[t]


def _plain_work(lines: Sequence[Line], requests: Sequence[Request]) -> Work:
    plain = [replace(r, commit=0, floor=None) for r in requests]
    return lay_out(_unheld(lines), plain, 1, {})


def split_reserve(total: int, lines: Sequence[Line]) -> dict[str, int]:
    """One sum over the lines in proportion to the frames, in whole 1000 kroner by largest remainder.

    What does not make a whole thousand goes to the largest frame (then the first id); no line holds back more than
    its frame. The parts sum to the total. Raises ValueError when the total is below zero or above the frames.
    """
    frames = {line.id: line.frame for line in lines}
    if not 0 <= total <= sum(frames.values()):
        raise ValueError("the sum held back must lie between 0 and the sum of the frames")
    parts = {name: n * STEP for name, n in largest_remainder(total // STEP, frames).items()} if total else {}
    held = {name: min(parts.get(name, 0), frame) for name, frame in frames.items()}
    rest = total - sum(held.values())
    for name in sorted(frames, key=lambda n: (-frames[n], n)):
        more = min(rest, frames[name] - held[name])
        held[name] += more
        rest -= more
    return held


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What one sum held back does: kroner granted, kroner cut from the asks, reports cut, and the exact share of the
    ask before rounding per set of lines (for the method proportional)."""

    reserve: int
    held: Mapping[str, int]
    granted: int
    cut: int
    reports_cut: int
    shares: Mapping[tuple[str, ...], Fraction]


def hold_back_curve(
    problem: Problem, totals: Sequence[int], held_by: Mapping[str, int] | None = None
) -> tuple[CurvePoint, ...]:
    """The same problem with each of the sums held back instead of what its lines say.

    A sum is spread over the lines by `split_reserve`, or in proportion to `held_by` ({"kindergarten": 1} puts it all
    on one line). Sums that some line cannot hold, or that leave too little for commitments, are left out.
    """
    points = []
    for total in totals:
        if held_by is None:
            if not 0 <= total <= sum(line.frame for line in problem.lines):
                continue
            held = split_reserve(total, problem.lines)
        else:
            held = largest_remainder(total, held_by)
        point = _curve_point(problem, total, held)
        if point is not None:
            points.append(point)
    return tuple(points)


def with_reserve(problem: Problem, held: Mapping[str, int]) -> Problem:
    """The problem with these kroner held back per line, 0 where a line is not named."""
    return replace(problem, lines=tuple(replace(line, hold_back=held.get(line.id, 0)) for line in problem.lines))


def _curve_point(problem: Problem, total: int, held: Mapping[str, int]) -> CurvePoint | None:
    result: Answer = allocate(with_reserve(problem, held))
    if not isinstance(result, Allocation):
        return None
    one = Fraction(1)
    by_ask = problem.method == "proportional"
    levels = result.levels if by_ask else {}
    shares = {names: one if level is None else min(one, level) for names, level in levels.items()}
    asked = sum(r.ask for r in problem.requests)
    cut = sum(1 for r in problem.requests if result.amounts[r.id] < r.ask)
    return CurvePoint(total, held, result.total, asked - result.total, cut, shares)
