"""M5: choose the set of reports with the highest score that can have their floors, and share by ask among them.

The choice is lexicographic: score, then money put to use, then the largest choice in id order. A solver proposes; the
search here walks the sets in id order with exact bounds, finds every set that is as good (100 at most), and would find
a better one if the solver had missed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fordel.core.allocation.frames import Work
from fordel.core.allocation.model import Cover, Infeasible, Settings
from fordel.core.allocation.score_set import (
    MULTIPLIER_BITS,
    Deadline,
    Multipliers,
    SetModel,
    multipliers,
    propose,
    usable,
)

MOST_SETS = 100
MOST_NODES = 60_000
STEPS_BETWEEN_LOOKS = 1000


@dataclass(slots=True)
class Choice:
    """Sets of positions equal on score and money, the chosen one first; whether all are listed; whether it is proven
    that none is better."""

    sets: list[list[int]]
    complete: bool
    proven: bool


def choose(work: Work, settings: Settings, deadline: Deadline | None = None) -> Choice | Infeasible:
    """The optimal sets of § 3 M5, or the smallest set of coverage demands that cannot be met together."""
    deadline = deadline or Deadline()
    model = set_model(work, settings.cover)
    start = _start(model, deadline)
    if start is None:
        return Infeasible("coverage", groups=_conflicting(work, settings.cover, deadline))
    chosen, proven = start
    if not proven:
        chosen, proven = _improved(model, chosen, deadline)
    goal = _score(model, chosen), money(model, chosen)
    bounds = _bounds(model, goal[0], deadline)
    found, complete = _equal_sets(model, bounds, goal, deadline)
    while found and money(model, found[0]) > goal[1]:
        goal = goal[0], money(model, found[0])
        found, complete = _equal_sets(model, bounds, goal, deadline)
    if not found:
        found, complete = [chosen], False
    sets = [[r for r, y in enumerate(candidate) if y] for candidate in found]
    return Choice(sets, complete, proven)


def _equal_sets(
    model: SetModel, bounds: Sequence[Bound], goal: tuple[int, int], deadline: Deadline
) -> tuple[list[list[bool]], bool]:
    """The sets as good as the goal in id order, 100 at most, and whether that is all; one that uses more money comes
    alone."""
    search = _Search(model, bounds, goal, deadline)
    found: list[list[bool]] = []
    for candidate in search.sets():
        if money(model, candidate) > goal[1]:
            return [candidate], False
        if len(found) == MOST_SETS:
            return found, False
        found.append(candidate)
    return found, not search.exhausted


def _improved(model: SetModel, chosen: list[bool], deadline: Deadline) -> tuple[list[bool], bool]:
    """Look in whole numbers for a higher score, then more money; the last set found, and whether none is better."""
    bounds = _bounds(model, _score(model, chosen), deadline)
    for_score = [b for b in bounds if not b.for_money]
    proven = True
    while True:
        goal = _score(model, chosen), money(model, chosen)
        search = _Search(model, for_score, (goal[0] + 1, 0), deadline)
        better = next(search.sets(), None)
        proven = not search.exhausted
        if better is None and proven:
            search = _Search(model, [b for b in bounds if b.score <= goal[0]], (goal[0], goal[1] + 1), deadline)
            better = next(search.sets(), None)
            proven = not search.exhausted
        if better is None:
            return chosen, proven
        chosen = better


def set_model(work: Work, cover: Sequence[Cover]) -> SetModel:
    """The problem of choosing, in units above the commitments."""
    kinds = sorted(work.sets.over)
    place = {mask: k for k, mask in enumerate(kinds)}
    members: dict[str, list[int]] = {}
    for r, request in enumerate(work.requests):
        for group in set(request.groups):
            members.setdefault(group, []).append(r)
    return SetModel(
        value=[r.score or 0 for r in work.requests],
        need=work.floor,
        worth=work.cap,
        kind=[place[mask] for mask in work.masks],
        above=[work.sets.over[mask] for mask in kinds],
        room=work.room,
        covers=[(c.least, members.get(c.group, [])) for c in cover],
    )


def _score(model: SetModel, chosen: Sequence[bool]) -> int:
    return sum(v for v, y in zip(model.value, chosen, strict=True) if y)


def money(model: SetModel, chosen: Sequence[bool]) -> int:
    """Units the chosen reports can take: min over T of C(T) + what others than T may pay; found line set by line set,
    in any order, since what the lines can carry is a polymatroid."""
    asked = [0] * len(model.above)
    for r, y in enumerate(chosen):
        if y:
            asked[model.kind[r]] += model.worth[r]
    left = list(model.room)
    given = 0
    for k, above in enumerate(model.above):
        part = min(asked[k], *(left[s] for s in above))
        given += part
        for s in above:
            left[s] -= part
    return given


def feasible(model: SetModel, chosen: Sequence[bool]) -> bool:
    """Whether the floors fit on all lines and every coverage demand is met."""
    left = list(model.room)
    for r, y in enumerate(chosen):
        if y:
            for s in model.above[model.kind[r]]:
                left[s] -= model.need[r]
    return all(room >= 0 for room in left) and all(sum(chosen[r] for r in who) >= least for least, who in model.covers)


def _start(model: SetModel, deadline: Deadline) -> tuple[list[bool], bool] | None:
    """A good feasible set and whether the solver proves it best, or None when the coverage cannot be met."""
    plain = _greedy(model)
    if not usable(model):
        return (plain, False) if plain is not None else _exact_start(model, deadline)
    first = propose(model, "score", 0, deadline.left() / 2, plain)
    if first.infeasible and plain is None:
        return None
    chosen = first.chosen if first.chosen is not None and feasible(model, first.chosen) else plain
    if chosen is None:
        return _exact_start(model, deadline)
    proven = first.proven and chosen is not plain
    if money(model, chosen) == money(model, [True] * len(chosen)):
        return chosen, proven
    second = propose(model, "money", _score(model, chosen), deadline.left() / 2)
    better = second.chosen
    if better is None or not feasible(model, better):
        return chosen, False
    ahead = (_score(model, better), money(model, better)) >= (_score(model, chosen), money(model, chosen))
    return (better if ahead else chosen), proven and second.proven and ahead


def _exact_start(model: SetModel, deadline: Deadline) -> tuple[list[bool], bool] | None:
    """Any feasible set by search in whole numbers, or None."""
    search = _Search(model, [], (0, 0), deadline)
    return next(((list(c), False) for c in search.sets()), None)


def _greedy(model: SetModel) -> list[bool] | None:
    """A feasible set found by taking coverage first, then score per unit of floor; None if coverage fails that way."""
    left = list(model.room)
    chosen = [False] * len(model.value)
    wanted = {r for _, who in model.covers for r in who}

    def rank(r: int) -> tuple[bool, int, int]:
        return r not in wanted, -(model.value[r] << 64) // (model.need[r] + 1), r

    for r in sorted(range(len(chosen)), key=rank):
        above = model.above[model.kind[r]]
        if all(left[s] >= model.need[r] for s in above):
            chosen[r] = True
            for s in above:
                left[s] -= model.need[r]
    return chosen if feasible(model, chosen) else None


def _bounds(model: SetModel, score: int, deadline: Deadline) -> list[Bound]:
    if not usable(model):
        return []
    return [
        Bound(model, multipliers(model, "score", 0, deadline.left()), score, for_money=False),
        Bound(model, multipliers(model, "money", score, deadline.left()), score, for_money=True),
    ]


class Bound:
    """An upper bound by Lagrange multipliers on the score (or the money) of any set that begins as given.

    It holds for sets that reach `score`. The bound is `constant` plus the gains of what
    is taken plus the positive gains of what is still open.
    """

    def __init__(self, model: SetModel, prices: Multipliers, score: int, *, for_money: bool) -> None:
        self.for_money = for_money
        self.score = score
        one = 1 << MULTIPLIER_BITS
        worth = [max(0, one - sum(prices.money[s] for s in above)) if for_money else 0 for above in model.above]
        floor = [sum(prices.floors[s] for s in above) for above in model.above]
        weight = prices.score if for_money else one
        self.gain = [
            weight * v + worth[k] * w - floor[k] * n
            for v, w, n, k in zip(model.value, model.worth, model.need, model.kind, strict=True)
        ]
        self.constant = sum(p * room for p, room in zip(prices.floors, model.room, strict=True))
        if for_money:
            self.constant += sum(p * room for p, room in zip(prices.money, model.room, strict=True)) - weight * score
        for price, (least, who) in zip(prices.covers, model.covers, strict=True):
            self.constant -= price * least
            for r in who:
                self.gain[r] += price
        self.open = _open_gains(self.gain)


class _Search:
    """Walks the sets in id order, each report taken before it is left out, and yields those at least as good as
    `least` (score, money). `exhausted` tells that the walk was given up."""

    def __init__(self, model: SetModel, bounds: Sequence[Bound], least: tuple[int, int], deadline: Deadline) -> None:
        self._model = model
        self._deadline = deadline
        self._money = least[1]
        self._count = len(model.value)
        self.exhausted = False
        self._left = list(model.room)
        self._chosen = [False] * self._count
        self._member: list[list[int]] = [[] for _ in model.value]
        for g, (_, who) in enumerate(model.covers):
            for r in who:
                self._member[r].append(g)
        self._spare = [len(who) - least_members for least_members, who in model.covers]
        gains = [list(model.value), *(b.gain for b in bounds)]
        self._gains = list(zip(*gains, strict=True))
        self._open = [_open_gains(model.value), *(b.open for b in bounds)]
        self._reached = [0, *(b.constant for b in bounds)]
        self._target = [least[0], *(least[1 if b.for_money else 0] << MULTIPLIER_BITS for b in bounds)]

    def sets(self) -> Iterator[list[bool]]:
        """The sets in id order; steps back where a floor does not fit or the bounds say that nothing good is left."""
        steps = MOST_NODES + 3 * self._count
        tried = [0] * (self._count + 1)
        r = 0
        if not self._promising(0):
            return
        while True:
            if r == self._count:
                if money(self._model, self._chosen) >= self._money:
                    yield list(self._chosen)
                    steps += 3 * self._count
                tried[r] = 2
            if tried[r] == 2:
                r -= 1
                if r < 0:
                    return
                self._undo(r)
                continue
            steps -= 1
            if steps < 0 or (steps % STEPS_BETWEEN_LOOKS == 0 and not self._deadline.left()):
                self.exhausted = True
                return
            tried[r] += 1
            entered = self._take(r) if tried[r] == 1 else self._leave(r)
            if entered and self._promising(r + 1):
                r += 1
                tried[r] = 0
            elif entered:
                self._undo(r)

    def _promising(self, r: int) -> bool:
        """Whether the reports from r on can still make up what is missing."""
        for reached, still, target in zip(self._reached, self._open, self._target, strict=True):
            if reached + still[r] < target:
                return False
        return not self._spare or min(self._spare) >= 0

    def _take(self, r: int) -> bool:
        need = self._model.need[r]
        above = self._model.above[self._model.kind[r]]
        if need and any(self._left[s] < need for s in above):
            return False
        for s in above:
            self._left[s] -= need
        self._chosen[r] = True
        self._reached = [have + gain for have, gain in zip(self._reached, self._gains[r], strict=True)]
        return True

    def _leave(self, r: int) -> bool:
        for g in self._member[r]:
            self._spare[g] -= 1
        return True

    def _undo(self, r: int) -> None:
        if not self._chosen[r]:
            for g in self._member[r]:
                self._spare[g] += 1
            return
        self._chosen[r] = False
        for s in self._model.above[self._model.kind[r]]:
            self._left[s] += self._model.need[r]
        self._reached = [have - gain for have, gain in zip(self._reached, self._gains[r], strict=True)]


def _open_gains(gains: Sequence[int]) -> list[int]:
    """The sum of the positive gains from each place on."""
    still = [0] * (len(gains) + 1)
    for r in range(len(gains) - 1, -1, -1):
        still[r] = still[r + 1] + max(0, gains[r])
    return still


def _conflicting(work: Work, cover: Sequence[Cover], deadline: Deadline) -> tuple[str, ...]:
    """The groups of a minimal set of demands that fail together: leave out one at a time in group order."""
    demands = sorted(cover, key=lambda c: (c.group, c.least))
    kept = list(demands)
    for demand in demands:
        rest = [c for c in kept if c is not demand]
        if not _can_cover(set_model(work, rest), deadline):
            kept = rest
    return tuple(dict.fromkeys(c.group for c in kept))


def _can_cover(model: SetModel, deadline: Deadline) -> bool:
    """Whether all demands can be met. Only a demand that surely fails with the others is said to fail."""
    if any(least > len(who) for least, who in model.covers):
        return False
    if _greedy(model) is not None:
        return True
    search = _Search(model, [], (0, 0), deadline)
    if next(search.sets(), None) is not None:
        return True
    if not search.exhausted:
        return False
    return not usable(model) or not propose(model, "cover", 0, deadline.left()).infeasible
