"""Why this amount: for each report a short true reason, and what it would have been if one thing were otherwise.

Reasons are codes of a closed list with the numbers that make them checkable; `forum` has the
sentences. A counterfactual is a named change to the problem, found by making the change and distributing again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from fordel.core.allocation.allocate import allocate
from fordel.core.allocation.frames import Work, lay_out
from fordel.core.allocation.methods import admission_key
from fordel.core.allocation.model import Allocation, Problem, Request, Settings
from fordel.core.allocation.validate import read_settings

REASONS: Final = (
    "nothing_asked",
    "everything_fits",
    "full",
    "cut_equally",
    "held_at_floor",
    "per_head",
    "equal",
    "base",
    "base_short",
    "cut_after_classes",
    "class_full",
    "class_cut",
    "below_floor",
    "nothing_left",
    "rounded_away",
    "rounded_down",
    "chosen_full",
    "chosen_cut",
    "not_chosen",
    "bought",
    "completed",
    "no_votes",
    "supporters_short",
    "line_full",
    "promised",
    "commitment",
    "lost_tie",
    "won_tie",
    "manual",
    "capped",
)
CHANGES: Final = ("one_class_higher", "without_reserve", "lower_floor", "more_points", "one_more_vote", "whole_kroner")


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of REASONS and its numbers: kroner (`amount`, `ask`, `floor`, `room`, `commit`, `base`), counts
    (`count`, `step`, `supporters`, `priority`, `score`), or the id of another report (`other`)."""

    code: str
    values: Mapping[str, int | str | Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What a report would get, in kroner, if `change` (a code of CHANGES) were made with `to` as the new value."""

    change: str
    to: int | str
    amount: int
    instead_of: int

    @property
    def difference(self) -> int:
        return self.amount - self.instead_of


def manual(amount: int) -> Reason:
    """The amount was set by hand."""
    return Reason("manual", {"amount": amount})


def capped(ask: int, effective: int) -> Reason:
    """The demand for an own contribution lowered what counts as the ask from `ask` to `effective` kroner."""
    return Reason("capped", {"ask": ask, "amount": effective})


def reasons(problem: Problem, allocation: Allocation) -> dict[str, tuple[Reason, ...]]:
    """For each report id, the reason for its amount first, then what else decided it (a commitment, a tie)."""
    explained = Explained(problem, allocation)
    return {request.id: explained.reasons_of(request.id) for request in problem.requests}


class Explained:
    """One answered problem, asked about report by report, for pages that show a few of many."""

    def __init__(self, problem: Problem, allocation: Allocation) -> None:
        settings = read_settings(problem.params)
        work = lay_out(problem.lines, problem.requests, problem.unit, settings.votes)
        self._case = _Case(problem, allocation, settings, work)
        self._lost = {loser: winner for winner, loser in allocation.ties}
        self._won = dict(allocation.ties)
        self._positions = {request.id: position for position, request in enumerate(work.requests)}

    def reasons_of(self, request_id: str) -> tuple[Reason, ...]:
        """The reason for the report's amount first, then what else decided it. Raises KeyError for no such report."""
        position = self._positions[request_id]
        request = self._case.work.requests[position]
        parts = [self._case.main(position)]
        if request.commit and parts[0].code != "everything_fits":
            parts.append(Reason("commitment", {"commit": request.commit}))
        if request_id in self._lost:
            parts.append(Reason("lost_tie", {"other": self._lost[request_id]}))
        if request_id in self._won:
            parts.append(Reason("won_tie", {"other": self._won[request_id]}))
        return tuple(parts)


class _Case:
    """One answered problem, asked about report by report."""

    def __init__(self, problem: Problem, allocation: Allocation, settings: Settings, work: Work) -> None:
        self.allocation, self.settings, self.work = allocation, settings, work
        self._tell: Mapping[str, Callable[[int, Request, int], Reason]] = {
            "per_head": self._by_weight,
            "equal": self._by_weight,
            "priority": self._by_class,
            "score": self._by_choice,
            "equal_shares": self._by_votes,
        }
        self._method = problem.method
        self._refused = frozenset(allocation.not_admitted)
        self._steps = {name: k for k, name in enumerate(allocation.order or (), start=1)}
        self._levels = {work.sets.names(m): allocation.levels.get(work.sets.names(m)) for m in work.sets.over}

    def main(self, position: int) -> Reason:
        """The reason for the amount itself."""
        request = self.work.requests[position]
        amount = self.allocation.amounts[request.id]
        if not request.ask:
            return Reason("nothing_asked")
        if self.allocation.everything_fits:
            return Reason("everything_fits", {"amount": amount})
        return self._tell.get(self._method, self._by_ask)(position, request, amount)

    def _by_ask(self, position: int, request: Request, amount: int) -> Reason:
        if request.id in self._refused:
            return self._refusal(position, request)
        return self._share(request, amount, "full", "cut_equally")

    def _share(self, request: Request, amount: int, whole: str, cut: str) -> Reason:
        values: dict[str, int | str | Fraction] = {"amount": amount, "ask": request.ask}
        if amount == request.ask:
            return Reason(whole, values)
        level = self._level(request)
        if amount == 0:
            return _nothing(request, level)
        if self._only_rounded(request, amount):
            return Reason("rounded_down", {**values, "unit": self.work.unit})
        lifted = level is not None and level * request.ask <= amount
        if lifted and amount == request.commit:
            return Reason("promised", {"amount": amount})
        if lifted and request.least and request.least <= amount < request.least + self.work.unit:
            return Reason("held_at_floor", {**values, "floor": request.least})
        return Reason(cut, values)

    def _only_rounded(self, request: Request, amount: int) -> bool:
        """Whether not even a report that comes before all others could get more: the rest is less than one unit."""
        return 0 < request.ask - amount < self.work.unit

    def _level(self, request: Request) -> Fraction | None:
        return self._levels.get(self.work.sets.names(self._mask(request)))

    def _mask(self, request: Request) -> int:
        return sum(1 << k for k, line in enumerate(self.work.sets.lines) if line.id in request.lines)

    def _by_weight(self, position: int, request: Request, amount: int) -> Reason:
        values: dict[str, int | str | Fraction] = {"amount": amount, "ask": request.ask}
        level = self._level(request)
        if amount == request.ask:
            return Reason("full", values)
        if amount == 0:
            return _nothing(request, level)
        if self._only_rounded(request, amount):
            return Reason("rounded_down", {**values, "unit": self.work.unit})
        if level is None:
            return Reason("base_short", {**values, "base": self.settings.base})
        weight = request.count or 0 if self._method == "per_head" else 1
        base = self.settings.base
        told = Reason("per_head", {**values, "rate": level, "count": weight})
        if level * weight <= amount == request.commit:
            told = Reason("promised", {"amount": amount})
        elif base and level * weight <= base and amount <= base:
            told = Reason("base", {**values, "base": base})
        elif self._method == "equal":
            told = Reason("equal", values)
        return told

    def _by_class(self, position: int, request: Request, amount: int) -> Reason:
        if request.id in self._refused:
            return self._refusal(position, request)
        if amount == 0:
            gone = self.room_at_turn(position) == 0
            return Reason("nothing_left" if gone else "rounded_away", {"ask": request.ask})
        if request.priority is None:
            return self._share(request, amount, "full", "cut_after_classes")
        values = {"amount": amount, "ask": request.ask, "priority": request.priority}
        if self._only_rounded(request, amount):
            return Reason("rounded_down", {**values, "unit": self.work.unit})
        return Reason("class_full" if amount == request.ask else "class_cut", values)

    def _refusal(self, position: int, request: Request) -> Reason:
        room = self.room_at_turn(position)
        if room <= 0:
            return Reason("nothing_left", {"ask": request.ask})
        return Reason("below_floor", {"floor": request.least, "room": room})

    def room_at_turn(self, position: int) -> int:
        """Kroner within reach when the report's turn came: what the classes before it got and the floors admitted
        before it in its own class are taken; commitments of all are."""
        work, admitted = self.work, self.settings.admit
        own = work.requests[position]
        by_class = self._method == "priority"
        room = list(work.room)
        for other, request in enumerate(work.requests):
            if other == position:
                continue
            earlier = by_class and _class(request) < _class(own)
            same = not by_class or _class(request) == _class(own)
            before = (admission_key(request, admitted), other) < (admission_key(own, admitted), position)
            units = 0
            if earlier:
                units = (self.allocation.amounts[request.id] - request.commit) // work.unit
            elif same and before and request.id not in self._refused:
                units = work.floor[other]
            for k in work.sets.over[work.masks[other]]:
                room[k] -= units
        return own.commit + work.unit * max(0, min(room[k] for k in work.sets.over[work.masks[position]]))

    def _by_choice(self, position: int, request: Request, amount: int) -> Reason:
        if request.id not in (self.allocation.chosen or frozenset()):
            return Reason("not_chosen", {"score": request.score or 0})
        return self._share(request, amount, "chosen_full", "chosen_cut")

    def _by_votes(self, position: int, request: Request, amount: int) -> Reason:
        supporters = self.work.supporters[position]
        if request.id in self._steps:
            step = self._steps[request.id]
            return Reason("bought", {"step": step, "supporters": len(supporters), "amount": amount, "ask": request.ask})
        if request.id in (self.allocation.completion or ()):
            return Reason("completed", {"amount": amount, "ask": request.ask, "supporters": len(supporters)})
        if not supporters:
            return Reason("no_votes")
        members = sorted(self.settings.votes)
        purses = self.allocation.purse_left or {}
        have = sum((purses[members[m]] for m in supporters), Fraction(0))
        if have < request.ask - request.commit:
            return Reason("supporters_short", {"room": int(have), "ask": request.ask, "supporters": len(supporters)})
        return Reason("line_full", {"ask": request.ask})


def _nothing(request: Request, level: Fraction | None) -> Reason:
    """Why a report that could have had something has nothing: no money at all, or a share below one unit."""
    return Reason("nothing_left" if level == 0 else "rounded_away", {"ask": request.ask})


def _class(request: Request) -> tuple[bool, int]:
    return request.priority is None, request.priority or 0


def make_change(problem: Problem, request_id: str, change: str, to: int | str) -> Problem:
    """The problem with one named change: `to` is the new class, floor or points of the report, the member that votes
    for it, or the unit; for `without_reserve` the new hold-back. Raises ValueError on an unknown change."""
    if change == "without_reserve":
        return replace(problem, lines=tuple(replace(line, hold_back=int(to)) for line in problem.lines))
    if change == "whole_kroner":
        return replace(problem, unit=int(to))
    if change == "one_more_vote":
        votes = dict(read_settings(problem.params).votes)
        votes[str(to)] = (*votes.get(str(to), ()), request_id)
        return replace(problem, params={**problem.params, "votes": votes})
    changes: Mapping[str, Callable[[Request], Request]] = {
        "one_class_higher": lambda r: replace(r, priority=int(to)),
        "lower_floor": lambda r: replace(r, floor=int(to)),
        "more_points": lambda r: replace(r, score=int(to)),
    }
    if change not in changes:
        raise ValueError(f"unknown change {change!r}")
    return replace(problem, requests=tuple(changes[change](r) if r.id == request_id else r for r in problem.requests))


def counterfactuals(problem: Problem, allocation: Allocation, request_id: str) -> tuple[Counterfactual, ...]:
    """The changes that bear on one report, each distributed again; those that leave its amount as it is are included,
    for that too is an answer. Raises KeyError when there is no such report."""
    request = next((r for r in problem.requests if r.id == request_id), None)
    if request is None:
        raise KeyError(request_id)
    now = allocation.amounts[request_id]
    found = []
    for change, to in _changes(problem, allocation, request):
        after = _amount_after(problem, request_id, change, to)
        if after is not None:
            found.append(Counterfactual(change, to, after, now))
    return tuple(found)


def _amount_after(problem: Problem, request_id: str, change: str, to: int | str) -> int | None:
    result = allocate(make_change(problem, request_id, change, to))
    return result.amounts[request_id] if isinstance(result, Allocation) else None


def _changes(problem: Problem, allocation: Allocation, request: Request) -> list[tuple[str, int | str]]:
    """The changes worth trying for a report."""
    if allocation.everything_fits:
        return []
    settings = read_settings(problem.params)
    found: list[tuple[str, int | str]] = []
    ranked = problem.method == "priority" or (problem.method == "cut_with_floor" and settings.admit == "priority")
    if ranked and request.priority is not None and request.priority > 1:
        found.append(("one_class_higher", request.priority - 1))
    if any(line.hold_back for line in problem.lines):
        found.append(("without_reserve", 0))
    if request.id in allocation.not_admitted:
        room = _room(problem, allocation, settings, request)
        if room > request.commit:
            found.append(("lower_floor", room))
    if problem.method == "score" and allocation.chosen is not None and request.id not in allocation.chosen:
        points = _points_needed(problem, request)
        if points is not None:
            found.append(("more_points", points))
    if problem.method == "equal_shares":
        other = next((m for m in sorted(settings.votes) if request.id not in settings.votes[m]), None)
        if other is not None:
            found.append(("one_more_vote", other))
    if problem.unit > 1:
        found.append(("whole_kroner", 1))
    return found


def _room(problem: Problem, allocation: Allocation, settings: Settings, request: Request) -> int:
    work = lay_out(problem.lines, problem.requests, problem.unit, settings.votes)
    position = next(k for k, r in enumerate(work.requests) if r.id == request.id)
    return _Case(problem, allocation, settings, work).room_at_turn(position)


def _points_needed(problem: Problem, request: Request) -> int | None:
    """The fewest points with which the report is chosen, or None when no number of points would do (its floor does
    not fit, or the coverage demands leave no room). More points never push a report out, so halving finds it."""

    def is_chosen(points: int) -> bool:
        result = allocate(make_change(problem, request.id, "more_points", points))
        return isinstance(result, Allocation) and request.id in (result.chosen or ())

    low = request.score or 0
    high = low + sum(r.score or 0 for r in problem.requests) + 1
    if not is_chosen(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_chosen(middle) else (middle, high)
    return high
