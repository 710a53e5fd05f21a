"""How much each budget line pays of what several lines may pay: bounds, the fairest sums, and the table behind them.

The sums that can be paid form the base of a polymatroid (Gale 1957; Fujishige 2005): for every set T of lines,
s(T) <= f(T), and together they pay everything. So bounds are exact, and raising all lines at one rate until some set
is used up finds the lexicographic maximin (Megiddo 1974). All numbers are whole kroner; no float anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from fordel.core.allocation.model import CaseError, Line

MOST_LINES: Final = 12


@dataclass(frozen=True, slots=True)
class Demand:
    """What several lines may pay together, in kroner.

    `lines` in the order given. `shared` maps a bit mask (bit k = the k-th line) of two or more lines to the kroner
    that only those lines may pay. `room` is what each line has left for that, after what it alone must pay.
    """

    lines: tuple[Line, ...]
    shared: Mapping[int, int]
    room: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.shared.values())

    @property
    def every(self) -> int:
        """The mask of all lines."""
        return (1 << len(self.lines)) - 1


def demand_of(lines: Sequence[Line], masks: Sequence[int], amounts: Sequence[int]) -> Demand:
    """The demand of amounts (kroner) that may be paid by the lines in their masks. Raises CaseError for more than
    `MOST_LINES` lines, since every set of them is looked at."""
    if len(lines) > MOST_LINES:
        raise CaseError(f"money can be split over at most {MOST_LINES} budget lines in one go")
    shared: dict[int, int] = {}
    room = [line.capacity for line in lines]
    for mask, amount in zip(masks, amounts, strict=True):
        if mask.bit_count() > 1:
            shared[mask] = shared.get(mask, 0) + amount
        else:
            room[mask.bit_length() - 1] -= amount
    return Demand(tuple(lines), dict(sorted(shared.items())), tuple(room))


def most_by_set(demand: Demand) -> list[int]:
    """f(T) for each mask T: the most kroner of the shared demand that the lines in T can pay together.

    f(T) = min over S within T of (what S may pay of the demand) + (the room of the other lines in T).
    """
    count = len(demand.lines)
    most = [0] * (1 << count)
    for t in range(1, 1 << count):
        may = sum(amount for mask, amount in demand.shared.items() if mask & t)
        most[t] = min(may, *(most[t & ~(1 << k)] + demand.room[k] for k in range(count) if t >> k & 1))
    return most


@dataclass(frozen=True, slots=True)
class Bounds:
    """Least and most kroner of the shared demand that each line can pay, and each pair of lines together, given that
    everything is paid. A least above the most means that everything cannot be paid."""

    lines: Mapping[str, tuple[int, int]]
    pairs: Mapping[tuple[str, str], tuple[int, int]]


def bounds_of(demand: Demand) -> Bounds:
    """The bounds per line and per pair, in the order of the lines; with two lines there is no pair to tell."""
    most, names = most_by_set(demand), [line.id for line in demand.lines]
    singles = {name: _between(demand, most, 1 << k) for k, name in enumerate(names)}
    pairs = {}
    if len(names) > 2:
        for k, one in enumerate(names):
            for m in range(k + 1, len(names)):
                pairs[one, names[m]] = _between(demand, most, 1 << k | 1 << m)
    return Bounds(singles, pairs)


def _between(demand: Demand, most: Sequence[int], t: int) -> tuple[int, int]:
    return demand.total - most[demand.every & ~t], most[t]


def fairest_sums(demand: Demand) -> list[int]:
    """Kroner of the shared demand that each line pays: the lexicographic maximin of s/C among all that can be paid.

    Whole kroner by largest remainder, the first line on a tie. The demand can be paid; that is the caller's promise.
    """
    return _fairest([line.capacity for line in demand.lines], most_by_set(demand))


def _fairest(weights: Sequence[int], bound: Sequence[int]) -> list[int]:
    """Whole numbers s >= 0 with s(T) <= bound[T] for every mask T, raised together in proportion to the weights until
    nothing more fits; `bound` is submodular, and a line without weight gets nothing."""
    exact = _rise(weights, bound)
    whole = [int(value) for value in exact]
    slack = [bound[t] - sum(whole[k] for k in range(len(whole)) if t >> k & 1) for t in range(len(bound))]
    by_remainder = sorted(range(len(whole)), key=lambda k: (whole[k] - exact[k], k))
    for k in by_remainder:
        inside = [t for t in range(len(bound)) if t >> k & 1]
        if exact[k] > whole[k] and all(slack[t] > 0 for t in inside):
            whole[k] += 1
            for t in inside:
                slack[t] -= 1
    return whole


def _rise(weights: Sequence[int], bound: Sequence[int]) -> list[Fraction]:
    """The exact numbers behind `_fairest`."""
    found = [Fraction(0)] * len(weights)
    free = sum(1 << k for k, weight in enumerate(weights) if weight)
    while free:
        levels: dict[int, Fraction] = {}
        for t in range(1, len(bound)):
            rising = sum(weight for k, weight in enumerate(weights) if t & free & 1 << k)
            if rising:
                stopped = sum((found[k] for k in range(len(weights)) if t & ~free & 1 << k), Fraction(0))
                levels[t] = (bound[t] - stopped) / rising
        lowest = min(levels.values())
        for t, level in levels.items():
            if level == lowest:
                for k, weight in enumerate(weights):
                    if t & free & 1 << k:
                        found[k] = lowest * weight
        for t, level in levels.items():
            free &= ~t if level == lowest else ~0
    return found


def table_of(demand: Demand, sums: Sequence[int]) -> dict[int, list[int]]:
    """Kroner that each mask of the demand takes from each line: rows sum to the demand, columns to `sums`.

    Masks of few lines come first; each takes from its lines as evenly, by what they still hold, as the rest allows.
    """
    rest, left = dict(demand.shared), list(sums)
    table: dict[int, list[int]] = {}
    for mask in sorted(rest, key=lambda m: (m.bit_count(), m)):
        del rest[mask]
        bound = [
            sum(left[k] for k in range(len(left)) if t >> k & 1)
            - sum(amount for other, amount in rest.items() if other & ~t == 0)
            for t in range(demand.every + 1)
        ]
        weights = [kroner if mask >> k & 1 else 0 for k, kroner in enumerate(left)]
        table[mask] = _fairest(weights, bound)
        left = [kroner - taken for kroner, taken in zip(left, table[mask], strict=True)]
    return table


def without_cycles(table: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """A table with the same row and column sums in which so few cells are above zero that rows and lines form no
    cycle: cells above zero <= rows + lines - 1. Money is moved around each cycle until a cell is empty."""
    found = {mask: list(row) for mask, row in table.items()}
    while cycle := _cycle(found):
        give, take = cycle[::2], cycle[1::2]
        moved = min(found[mask][k] for mask, k in give)
        for mask, k in give:
            found[mask][k] -= moved
        for mask, k in take:
            found[mask][k] += moved
    return found


def _cycle(table: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """Cells (row, line) of a cycle in the order they are passed, the first one found; empty if there is none."""
    lines_of = {mask: [k for k, kroner in enumerate(row) if kroner] for mask, row in table.items()}
    rows_of: dict[int, list[int]] = {}
    for mask, lines in lines_of.items():
        for k in lines:
            rows_of.setdefault(k, []).append(mask)

    def search(row: int, path: list[tuple[int, int]], rows: list[int], used: set[int]) -> list[tuple[int, int]]:
        for k in lines_of[row]:
            if path and path[-1][1] == k:
                continue
            for following in rows_of[k]:
                if following == row:
                    continue
                step = [*path, (row, k), (following, k)]
                if following in rows:
                    return step[2 * rows.index(following) :]
                if following not in used:
                    used.add(following)
                    if cycle := search(following, step, [*rows, following], used):
                        return cycle
        return []

    seen: set[int] = set()
    for row in table:
        if row not in seen:
            seen.add(row)
            if cycle := search(row, [], [row], seen):
                return cycle
    return []
