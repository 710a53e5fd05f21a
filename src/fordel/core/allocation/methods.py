"""The methods that share by engine W: proportional, per head, equal, cut with floor and priority order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby
from math import lcm
from typing import Any, Final

from fordel.core.allocation.frames import Work
from fordel.core.allocation.model import Request, Settings
from fordel.core.allocation.rounding import Shared, exact_quotas, largest_remainder_of_quotas, share
from fordel.core.allocation.water import Filler, fill


@dataclass(slots=True)
class Outcome:
    """What a method decides: `units` above the commitment per position, and what it wants said about it.

    `levels` is kroner per unit of weight for each set of lines (None: everybody there got the cap).
    """

    units: list[int]
    not_admitted: list[int] = field(default_factory=list)
    tie_groups: list[list[int]] = field(default_factory=list)
    levels: dict[int, Fraction | None] = field(default_factory=dict)
    base_reached: bool = True


def proportional(work: Work, settings: Settings) -> Outcome:
    """M1: the same share of the ask for all, as far as the lines allow."""
    return _shared(work, [r.ask for r in work.requests], [r.commit for r in work.requests], settings)


def per_head(work: Work, settings: Settings) -> Outcome:
    """M4: the same kroner per child or pupil, over an optional base sum each."""
    return _with_base(work, [r.count or 0 for r in work.requests], settings)


def equal(work: Work, settings: Settings) -> Outcome:
    """M4 with one weight for all: the same kroner for each report, up to its ask."""
    return _with_base(work, [1] * len(work.requests), settings)


def _shared(work: Work, weights: Sequence[int], lows: Sequence[int], settings: Settings) -> Outcome:
    members = [r for r, w in enumerate(weights) if w > 0 and work.cap[r] > 0]
    filler = _filler(work, members, [weights[r] for r in members], [lows[r] for r in members])
    shared = share(work, work.room, filler, settings.rounding)
    units = [0] * len(weights)
    for member, given in zip(members, shared.units, strict=True):
        units[member] = given
    return Outcome(units, tie_groups=shared.tied, levels=shared.levels)


def _filler(work: Work, members: Sequence[int], weights: Sequence[int], lows: Sequence[int]) -> Filler:
    caps = [work.requests[r].commit + work.unit * work.cap[r] for r in members]
    return Filler(members, weights, [min(low, cap) for low, cap in zip(lows, caps, strict=True)], caps)


def _with_base(work: Work, weights: list[int], settings: Settings) -> Outcome:
    """Lower bound base for all. Where the lines cannot carry every base, those on the lines that fail share alike up
    to the base, and the rest is shared by weight among the others."""
    commitments = [r.commit for r in work.requests]
    if not settings.base:
        return _shared(work, weights, commitments, settings)
    members = [r for r, w in enumerate(weights) if w > 0 and work.cap[r] > 0]
    tops = [max(commitments[r], min(commitments[r] + work.unit * work.cap[r], settings.base)) for r in members]
    lows = list(commitments)
    for member, top in zip(members, tops, strict=True):
        lows[member] = top
    masks = [work.masks[r] for r in members]
    promised = work.sets.load(masks, (commitments[r] for r in members))
    capacity = [work.unit * units + kroner for units, kroner in zip(work.room, promised, strict=True)]
    if all(need <= have for need, have in zip(work.sets.load(masks, tops), capacity, strict=True)):
        return _shared(work, weights, lows, settings)
    return _short_base(work, weights, lows, capacity, members)


def _short_base(work: Work, weights: list[int], lows: list[int], capacity: list[int], members: list[int]) -> Outcome:
    """The base does not fit: first equal kroner up to the base, then weights for those whose lines still have room."""
    commitments = [work.requests[r].commit for r in members]
    first = Filler(members, [1] * len(members), commitments, [lows[r] for r in members])
    reached = fill(work.sets, work.masks, first, capacity)
    short = [k for k, r in enumerate(members) if reached[work.masks[r]] is not None]
    rest = [k for k, r in enumerate(members) if reached[work.masks[r]] is None]
    quota: dict[int, tuple[int, int]] = {}
    left = [Fraction(c) for c in capacity]
    for k in short:
        level = reached[work.masks[members[k]]] or Fraction(0)
        exact = min(Fraction(first.cap[k]), max(Fraction(first.lo[k]), level))
        above = (exact - commitments[k]) / work.unit
        quota[k] = above.numerator, above.denominator
        for s in work.sets.over[work.masks[members[k]]]:
            left[s] -= exact
    chosen = [members[k] for k in rest]
    filler = _filler(work, chosen, [weights[r] for r in chosen], [lows[r] for r in chosen])
    scale = lcm(*(value.denominator for value in left))
    levels = fill(work.sets, work.masks, _scaled(filler, scale), [int(c * scale) for c in left])
    levels = {mask: None if level is None else level / scale for mask, level in levels.items()}
    quota.update(zip(rest, exact_quotas(work, filler, levels), strict=True))
    given, groups = largest_remainder_of_quotas(work, list(work.room), members, [quota[k] for k in range(len(members))])
    units = [0] * len(work.requests)
    for member, amount in zip(members, given, strict=True):
        units[member] = amount
    return Outcome(units, tie_groups=[[members[p] for p in g] for g in groups], levels=levels, base_reached=False)


def _scaled(filler: Filler, scale: int) -> Filler:
    return Filler(filler.members, filler.weight, [v * scale for v in filler.lo], [v * scale for v in filler.cap])


def admission_key(request: Request, rule: str) -> tuple[Any, ...]:
    """The order of admission without the id: (priority, score desc, floor) or, for `most_measures`, the floor.

    Without a priority a report comes after those that have one; without a score it counts as the lowest.
    """
    if rule == "most_measures":
        return (request.least,)
    unranked = request.priority is None
    return unranked, request.priority or 0, request.score is None, -(request.score or 0), request.least


def admit(
    work: Work, members: Iterable[int], room: Sequence[int], rule: str
) -> tuple[list[int], list[int], list[list[int]]]:
    """Who is admitted and who is not (in order), and groups with equal keys that contain both.

    Each report in turn whose floor still fits beside all floors admitted; one that does not fit is passed over.
    """
    left = list(room)
    admitted: list[int] = []
    refused: list[int] = []
    groups: list[list[int]] = []
    order = sorted((admission_key(work.requests[r], rule), r) for r in members)
    for _, group in groupby(order, key=lambda entry: entry[0]):
        places = [r for _, r in group]
        before = len(admitted)
        for r in places:
            need = work.floor[r]
            above = work.sets.over[work.masks[r]]
            if need and any(left[k] < need for k in above):
                refused.append(r)
                continue
            admitted.append(r)
            for k in above:
                left[k] -= need
        if 0 < len(admitted) - before < len(places):
            groups.append(places)
    return admitted, refused, groups


def cut_with_floor(work: Work, settings: Settings) -> Outcome:
    """M2: admit reports whose floors fit, then share by ask among them with the floors held."""
    admitted, refused, groups = admit(work, range(len(work.requests)), work.room, settings.admit)
    given, shared = share_above_floor(work, admitted, work.room, settings.rounding)
    units = [given.get(r, 0) for r in range(len(work.requests))]
    return Outcome(units, sorted(refused), groups + shared.tied, shared.levels)


def share_above_floor(
    work: Work, members: Sequence[int], room: Sequence[int], rounding: str
) -> tuple[dict[int, int], Shared]:
    """W by ask among some reports, each from its floor: units per position. The others stay at their commitment."""
    rising = [r for r in members if work.cap[r] > 0]
    lows = [work.requests[r].commit + work.unit * work.floor[r] for r in rising]
    shared = share(work, room, _filler(work, rising, [work.requests[r].ask for r in rising], lows), rounding)
    return dict(zip(rising, shared.units, strict=True)), shared


def priority(work: Work, settings: Settings) -> Outcome:
    """M3: class after class, each shared as in M2 within what the classes before it left on the lines."""
    room = list(work.room)
    outcome = Outcome([0] * len(work.requests))

    def rank(r: int) -> tuple[bool, int]:
        level = work.requests[r].priority
        return level is None, level or 0

    for _, members in groupby(sorted(range(len(work.requests)), key=rank), key=rank):
        _fund_class(work, list(members), room, outcome, settings)
    outcome.not_admitted.sort()
    return outcome


def _fund_class(work: Work, members: list[int], room: list[int], outcome: Outcome, settings: Settings) -> None:
    """Give one class its units and take them from `room`."""
    if len(members) == 1:
        only = members[0]
        units = min(work.cap[only], *(room[k] for k in work.sets.over[work.masks[only]]))
        if units < work.floor[only]:
            units = 0
            outcome.not_admitted.append(only)
        given = {only: units}
    else:
        admitted, refused, groups = admit(work, members, room, settings.admit)
        given, shared = share_above_floor(work, admitted, room, settings.rounding)
        outcome.not_admitted += refused
        outcome.tie_groups += groups + shared.tied
    for r, units in given.items():
        outcome.units[r] = units
        for k in work.sets.over[work.masks[r]]:
            room[k] -= units


SHARING: Final[Mapping[str, Callable[[Work, Settings], Outcome]]] = {
    "proportional": proportional,
    "cut_with_floor": cut_with_floor,
    "priority": priority,
    "per_head": per_head,
    "equal": equal,
}
METHODS: Final = (*SHARING, "score", "equal_shares")
"""Every method that a problem may name; the last two choose reports instead of sharing the money out."""
