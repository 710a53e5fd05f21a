"""From exact shares to whole units, so that every line still holds: largest remainder and Sainte-Lague.

The round-ups that keep all lines whole form a matroid, so placing them one by one in the stated order places as many
as can be placed, and no order places more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from fordel.core.allocation.frames import Work
from fordel.core.allocation.water import Filler, fill


@dataclass(frozen=True, slots=True)
class Shared:
    """Whole units above the commitment per member, the level per set of lines, and groups of members with equal keys
    among whom the id decided who got a unit (in id order)."""

    units: list[int]
    levels: dict[int, Fraction | None]
    tied: list[list[int]]


def share(work: Work, room: Sequence[int], filler: Filler, rounding: str) -> Shared:
    """Engine W and its rounding for the members of `filler` within `room` (units per set of lines)."""
    commitments = [work.requests[r].commit for r in filler.members]
    promised = work.sets.load((work.masks[r] for r in filler.members), commitments)
    capacity = [work.unit * units + kroner for units, kroner in zip(room, promised, strict=True)]
    levels = fill(work.sets, work.masks, filler, capacity)
    if all(level is None for level in levels.values()):
        return Shared([work.cap[r] for r in filler.members], levels, [])
    if rounding == "sainte_lague":
        return _sainte_lague(work, list(room), filler, levels)
    return _largest_remainder(work, list(room), filler, levels)


def largest_remainder_of_quotas(
    work: Work, room: list[int], members: Sequence[int], quotas: Sequence[tuple[int, int]]
) -> tuple[list[int], list[list[int]]]:
    """Whole units from exact quotas (numerator, denominator) in units, and the groups that tied for a round-up.

    Round-ups go by (fraction desc, ask desc, id) to whoever all sets of lines still have a unit for. Consumes `room`.
    """
    common = lcm(*{den for _, den in quotas})
    units: list[int] = []
    remainders: list[int] = []
    masks, requests, over = work.masks, work.requests, work.sets.over
    for num, den in quotas:
        whole, rest = divmod(num, den)
        units.append(whole)
        remainders.append(rest * (common // den))
    for k, used in enumerate(work.sets.load((masks[r] for r in members), units)):
        room[k] -= used
    scale = max((requests[r].ask for r in members), default=0) + 1
    keys = [rest * scale + requests[r].ask for rest, r in zip(remainders, members, strict=True)]
    waiting = sorted((k for k, rest in enumerate(remainders) if rest), key=keys.__getitem__, reverse=True)
    full = {mask for mask, above in over.items() if any(room[k] <= 0 for k in above)}
    won: set[int] = set()
    for place in waiting:
        mask = masks[members[place]]
        if mask in full:
            continue
        units[place] += 1
        won.add(place)
        used_up = False
        for k in over[mask]:
            room[k] -= 1
            used_up = used_up or room[k] == 0
        if used_up:
            full = {m for m, above in over.items() if any(room[k] <= 0 for k in above)}
            if len(full) == len(over):
                break
    return units, _tied(waiting, keys, units, won)


def _tied(
    waiting: list[int], keys: Sequence[int] | Mapping[int, int], units: list[int], won: set[int]
) -> list[list[int]]:
    """Groups with equal keys where one place got its first unit and another was left with nothing."""
    groups: dict[int, list[int]] = {}
    for place in waiting:
        if units[place] == (1 if place in won else 0):
            groups.setdefault(keys[place], []).append(place)
    return [sorted(g) for g in groups.values() if len(g) > 1 and len({p in won for p in g}) == 2]


def _largest_remainder(work: Work, room: list[int], filler: Filler, levels: dict[int, Fraction | None]) -> Shared:
    quotas = exact_quotas(work, filler, levels)
    units, groups = largest_remainder_of_quotas(work, room, filler.members, quotas)
    return Shared(units, levels, [[filler.members[p] for p in g] for g in groups])


def exact_quotas(work: Work, filler: Filler, levels: Mapping[int, Fraction | None]) -> list[tuple[int, int]]:
    """Units above the commitment before rounding, as (numerator, denominator); not reduced."""
    unit = work.unit
    parts = {m: None if v is None else (v.numerator, v.denominator) for m, v in levels.items()}
    quotas: list[tuple[int, int]] = []
    for k, member in enumerate(filler.members):
        part = parts[work.masks[member]]
        if part is None:
            quotas.append((work.cap[member], 1))
            continue
        num, den = part
        raised = num * filler.weight[k]
        commitment = work.requests[member].commit
        if raised >= den * filler.cap[k]:
            quotas.append((work.cap[member], 1))
        elif raised <= den * filler.lo[k]:
            quotas.append((filler.lo[k] - commitment, unit))
        else:
            quotas.append((raised - commitment * den, den * unit))
    return quotas


def _sainte_lague(work: Work, room: list[int], filler: Filler, levels: dict[int, Fraction | None]) -> Shared:
    """Give each next unit to the largest w / (2x + 1), x being units already held, as long as the lines allow.

    Until the first set of lines is full the state at a given time is known without walking there, so the walk jumps
    to the last time at which everything fits, deals out the units of the next instant one by one, lets the reports
    that met a full set go, and repeats.
    """
    members, masks = filler.members, work.masks
    queue = _Queue(work, filler)
    free = [k for k in range(len(members)) if queue.units[k] < work.cap[members[k]]]
    groups: list[list[int]] = []
    time = 0
    while free:
        time = queue.last_time(free, room, time, levels)
        for k in free:
            queue.units[k] = queue.held(k, time)
        slack = [limit - used for limit, used in zip(room, queue.loads(), strict=True)]
        due = [k for k in free if queue.held(k, time + 1) > queue.units[k]]
        due.sort(key=lambda k: -work.requests[members[k]].ask)
        won: set[int] = set()
        for k in due:
            above = work.sets.over[masks[members[k]]]
            if all(slack[s] > 0 for s in above):
                queue.units[k] += 1
                won.add(k)
                for s in above:
                    slack[s] -= 1
        groups += _tied(due, {k: work.requests[members[k]].ask for k in due}, queue.units, won)
        shut = {m for m, above in work.sets.over.items() if any(slack[s] <= 0 for s in above)}
        free = [k for k in free if masks[members[k]] not in shut and queue.units[k] < work.cap[members[k]]]
        time += 1
    return Shared(queue.units, levels, [[members[k] for k in g] for g in groups])


class _Queue:
    """Who holds how many units at a time of the Sainte-Lague walk.

    The z-th unit (from 0) of a report comes when time * w = 2 * (commitment + u * z) + u. Time is counted in steps so
    short that two different instants never fall in the same step.
    """

    def __init__(self, work: Work, filler: Filler) -> None:
        self._work, self._filler = work, filler
        self._shift = 2 * max(filler.weight).bit_length() + 1
        commitments = [work.requests[r].commit for r in filler.members]
        self._offset = [(work.unit - 2 * c) << self._shift for c in commitments]
        self._divisor = 2 * work.unit << self._shift
        self._least = [(low - c) // work.unit for low, c in zip(filler.lo, commitments, strict=True)]
        self._most = [work.cap[r] for r in filler.members]
        self.units = list(self._least)

    def held(self, k: int, time: int) -> int:
        reached = (time * self._filler.weight[k] + self._offset[k]) // self._divisor
        return min(self._most[k], max(self._least[k], reached))

    def loads(self, units: Sequence[int] | None = None) -> list[int]:
        masks = (self._work.masks[r] for r in self._filler.members)
        return self._work.sets.load(masks, self.units if units is None else units)

    def last_time(self, free: list[int], room: list[int], since: int, levels: Mapping[int, Fraction | None]) -> int:
        """The last step, not before `since`, at which the free reports' units all fit; the end if they always do."""

        def fits(time: int) -> bool:
            state = list(self.units)
            for k in free:
                state[k] = self.held(k, time)
            return all(used <= limit for used, limit in zip(self.loads(state), room, strict=True))

        end = max((self._divisor * (self._most[k] + 1) - self._offset[k]) // self._filler.weight[k] for k in free) + 1
        if fits(end):
            return end
        reached = [v for k in free if (v := levels[self._work.masks[self._filler.members[k]]]) is not None]
        guess = int(2 * min(reached) * 2**self._shift) if reached else since
        step = max(1, (self._work.unit << self._shift) * len(free) // sum(self._filler.weight[k] for k in free))
        low, high = since, end
        probe = min(max(guess, low), high)
        while low < probe < high:
            if fits(probe):
                low, probe = probe, probe + step
            else:
                high, probe = probe, probe - step
                if probe > low and fits(probe):
                    low = probe
                    break
            step *= 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if fits(middle) else (low, middle)
        return low
