"""Which line can pay what: Gale-Hall's condition on sets of budget lines, and the room left in whole units.

A split of the reports over their lines exists exactly when, for each set T of lines, the reports that only T may pay
take no more than T holds (Gale 1957). Sets whose parts share no report follow from their parts, so only the connected
unions of the line sets in use are looked at: three for two lines, seven for three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from fordel.core.allocation.model import CaseError, Infeasible, Line, Request

MOST_SETS = 4096
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LineSets:
    """The sets of lines that matter, as bit masks (bit k = the k-th line given).

    `sets` is sorted by size; `over[mask]` lists the positions in `sets` of every T that contains the mask.
    """

    lines: tuple[Line, ...]
    sets: tuple[int, ...]
    over: dict[int, tuple[int, ...]]

    def names(self, mask: int) -> tuple[str, ...]:
        """The ids of the lines in a mask, in the order given."""
        return tuple(line.id for k, line in enumerate(self.lines) if mask >> k & 1)

    def capacity(self, mask: int) -> int:
        """C(T) in kroner."""
        return sum(line.capacity for k, line in enumerate(self.lines) if mask >> k & 1)

    def load(self, masks: Iterable[int], amounts: Iterable[int]) -> list[int]:
        """X(T) for each T in `sets`: the sum of what only T may pay."""
        by_mask = dict.fromkeys(self.over, 0)
        for mask, amount in zip(masks, amounts, strict=True):
            by_mask[mask] += amount
        return [sum(by_mask[m] for m in by_mask if m & ~t == 0) for t in self.sets]

    def fits(self, masks: Iterable[int], amounts: Iterable[int]) -> bool:
        """Whether the amounts can be paid: X(T) <= C(T) for all T, and no line owes money."""
        loads = self.load(masks, amounts)
        return all(line.capacity >= 0 for line in self.lines) and all(
            need <= self.capacity(t) for need, t in zip(loads, self.sets, strict=True)
        )


def line_sets(lines: Sequence[Line], masks: Iterable[int]) -> LineSets:
    """The connected unions of the masks in use. Raises CaseError when the lines are tangled beyond counting."""
    used = sorted(set(masks))
    found = set(used)
    fresh = list(used)
    while fresh:
        grown = {a | b for a in fresh for b in used if a & b} - found
        found |= grown
        if len(found) > MOST_SETS:
            raise CaseError("the budget lines are combined in too many ways to be distributed in one go")
        fresh = list(grown)
    sets = tuple(sorted(found, key=lambda t: (t.bit_count(), t)))
    over = {m: tuple(k for k, t in enumerate(sets) if m & ~t == 0) for m in used}
    return LineSets(tuple(lines), sets, over)


def mask_of(request_lines: Iterable[str], position: dict[str, int]) -> int:
    """The bit mask of a report's lines; `position` maps a line id to its place."""
    mask = 0
    for line in request_lines:
        mask |= 1 << position[line]
    return mask


@dataclass(frozen=True, slots=True)
class Work:
    """A valid problem laid out in columns, in id order, so that a lower position wins every tie.

    `cap` and `floor` are whole units above the commitment; `room` is the units each set of lines can still give out
    after all commitments: no more than the whole units of its single lines, and no more than the set can pay.
    """

    requests: list[Request]
    masks: list[int]
    sets: LineSets
    unit: int
    cap: list[int]
    floor: list[int]
    room: list[int]
    supporters: list[tuple[int, ...]]

    def swapped(self, i: int, j: int) -> Work:
        """The same problem with the ids of the reports at i and j exchanged."""

        return replace(
            self,
            requests=_exchanged(self.requests, i, j),
            masks=_exchanged(self.masks, i, j),
            cap=_exchanged(self.cap, i, j),
            floor=_exchanged(self.floor, i, j),
            supporters=_exchanged(self.supporters, i, j),
        )


def _exchanged(column: list[T], i: int, j: int) -> list[T]:
    copy = list(column)
    copy[i], copy[j] = copy[j], copy[i]
    return copy


def lay_out(lines: Sequence[Line], requests: Iterable[Request], unit: int, votes: Mapping[str, Sequence[str]]) -> Work:
    """The columns of a valid problem whose commitments fit. `votes` maps a member to the ids supported."""
    ordered = sorted(requests, key=lambda r: r.id)
    position = {line.id: k for k, line in enumerate(lines)}
    masks_of = {lines_: mask_of(lines_, position) for lines_ in {r.lines for r in ordered}}
    masks = [masks_of[r.lines] for r in ordered]
    sets = line_sets(lines, masks)
    cap = [(r.ask - r.commit) // unit for r in ordered]
    floor = [
        min(most, -((r.commit - r.floor) // unit)) if r.floor is not None and r.floor > r.commit else 0
        for r, most in zip(ordered, cap, strict=True)
    ]
    room = _room(sets, masks, [r.commit for r in ordered], unit)
    by_id: dict[str, list[int]] = {}
    for member, name in enumerate(sorted(votes)):
        for request in dict.fromkeys(votes[name]):
            by_id.setdefault(request, []).append(member)
    supporters = [tuple(by_id.get(r.id, ())) for r in ordered]
    return Work(ordered, masks, sets, unit, cap, floor, room, supporters)


def _room(sets: LineSets, masks: list[int], commitments: list[int], unit: int) -> list[int]:
    """Units each set can give beside the commitments.

    A line gives whole units of what its own commitments leave; a commitment that several lines may pay has no line
    yet, so it counts against the sets that hold all its lines.
    """
    own = dict.fromkeys(masks, 0)
    for mask, commitment in zip(masks, commitments, strict=True):
        own[mask] += commitment
    whole = [(line.capacity - own.get(1 << k, 0)) // unit for k, line in enumerate(sets.lines)]
    promised = sets.load(masks, commitments)
    return [
        min((sets.capacity(t) - used) // unit, sum(units for k, units in enumerate(whole) if t >> k & 1))
        for t, used in zip(sets.sets, promised, strict=True)
    ]


def commitments_conflict(lines: Sequence[Line], requests: Sequence[Request]) -> Infeasible | None:
    """The reports whose commitments cannot be paid together, or None when all can.

    Minimal by inclusion: found by leaving reports out one at a time in id order and keeping those without which the
    rest would fit. Then every one of them may be paid by the same set of lines only, which is the set answered.
    """
    position = {line.id: k for k, line in enumerate(lines)}
    promised = sorted((r for r in requests if r.commit), key=lambda r: r.id)
    masks = [mask_of(r.lines, position) for r in promised]
    sets = line_sets(lines, masks)
    excess = [
        need - sets.capacity(t)
        for t, need in zip(sets.sets, sets.load(masks, [r.commit for r in promised]), strict=True)
    ]
    if all(e <= 0 for e in excess):
        return None
    kept: list[Request] = []
    needed = 0
    for request, mask in zip(promised, masks, strict=True):
        trial = list(excess)
        for k in sets.over[mask]:
            trial[k] -= request.commit
        if any(e > 0 for e in trial):
            excess = trial
        else:
            kept.append(request)
            needed |= mask
    need = sum(r.commit for r in kept)
    available = sets.capacity(needed)
    return Infeasible(
        "commitments",
        sets.names(needed),
        tuple(r.id for r in kept),
        need=need,
        available=available,
        short=need - available,
    )
