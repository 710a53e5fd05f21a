"""M6, the method of equal shares: each member of the forum has the same purse and pays for what it supports.

Peters, Pierczynski and Skowron (2021), with cost utilities and budget lines. Exact: the purses share one denominator
that grows as it must, so no fraction is ever rounded and none has to be reduced in the inner loop.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush
from math import gcd

from fordel.core.allocation.frames import Work
from fordel.core.allocation.model import Settings

PRECISION = 96


@dataclass(slots=True)
class Purchases:
    """Kroner above the commitment per position, what was bought in which order, what completion added, and the
    purses left (per member, in name order); `tie_groups` are positions with equal keys at a purchase."""

    kroner: list[int]
    order: list[int]
    completion: list[int]
    purses: list[Fraction]
    tie_groups: list[list[int]]


class _Market:
    """Purses as `purse[i] / parts` kroner, and what each candidate would cost its supporters right now."""

    def __init__(self, work: Work, members: int, budget: int) -> None:
        self._work = work
        self.parts = max(1, members)
        self.purse = [budget] * members
        self.cost = [r.ask - r.commit for r in work.requests]

    def price(self, candidate: int) -> tuple[int, int] | None:
        """rho as (numerator, denominator), each supporter paying min(purse, rho * cost); None: not affordable."""
        supporters = self._work.supporters[candidate]
        cost = self.cost[candidate]
        missing = cost * self.parts
        purses = sorted(self.purse[i] for i in supporters)
        payers = len(purses)
        for purse in purses:
            if purse * payers >= missing:
                return missing, payers * cost * self.parts
            missing -= purse
            payers -= 1
        return None

    def buy(self, candidate: int, price: tuple[int, int]) -> None:
        """Take min(purse, rho * cost) from each supporter, exactly."""
        num, den = price
        num *= self.cost[candidate]
        common = gcd(num, den)
        num, den = num // common, den // common
        grow = den // gcd(den, self.parts)
        if grow > 1:
            self.parts *= grow
            self.purse = [p * grow for p in self.purse]
        due = num * (self.parts // den)
        for i in self._work.supporters[candidate]:
            self.purse[i] -= min(self.purse[i], due)
        self._reduce()

    def _reduce(self) -> None:
        common = gcd(self.parts, *self.purse)
        if common > 1:
            self.parts //= common
            self.purse = [p // common for p in self.purse]


def equal_shares(work: Work, settings: Settings) -> Purchases:
    """Buy whole asks by least price per krone and supporter; then, if asked for, complete by number of supporters."""
    room = [
        work.sets.capacity(t) - used
        for t, used in zip(work.sets.sets, work.sets.load(work.masks, (r.commit for r in work.requests)), strict=True)
    ]
    budget = sum(line.capacity for line in work.sets.lines) - sum(r.commit for r in work.requests)
    market = _Market(work, len(settings.votes), budget)
    kroner = [0] * len(work.requests)
    order, groups = _buy_all(work, market, room, kroner)
    completion: list[int] = []
    if settings.completion == "votes":
        completion = _complete(work, market.cost, room, kroner, groups)
    purses = [Fraction(p, market.parts) for p in market.purse]
    return Purchases(kroner, order, completion, purses, groups)


def _buy_all(work: Work, market: _Market, room: list[int], kroner: list[int]) -> tuple[list[int], list[list[int]]]:
    """Prices only rise as purses shrink, so an old price is a lower bound and most candidates are priced but rarely."""
    heap: list[tuple[int, int, int]] = []
    for candidate, cost in enumerate(market.cost):
        if cost > 0 and work.supporters[candidate] and (price := market.price(candidate)) is not None:
            heap.append(((price[0] << PRECISION) // price[1], candidate, 0))
    heapify(heap)
    order: list[int] = []
    groups: list[list[int]] = []
    while heap:
        best = _cheapest(work, market, heap, len(order), room)
        if not best:
            continue
        chosen = best[0]
        if len(best) > 1:
            groups.append(sorted(best))
        price = market.price(chosen)
        if price is None:
            continue
        market.buy(chosen, price)
        kroner[chosen] = market.cost[chosen]
        for k in work.sets.over[work.masks[chosen]]:
            room[k] -= market.cost[chosen]
        order.append(chosen)
        for other in best[1:]:
            heappush(heap, ((price[0] << PRECISION) // price[1], other, -1))
    return order, groups


def _cheapest(
    work: Work, market: _Market, heap: list[tuple[int, int, int]], version: int, room: Sequence[int]
) -> list[int]:
    """Take from the heap the candidates with the least key (price, supporters, ask), in id order; put back the rest."""
    found: list[tuple[int, int, int]] = []
    least: int | None = None
    while heap and (least is None or heap[0][0] == least):
        key, candidate, known = heappop(heap)
        if any(market.cost[candidate] > room[k] for k in work.sets.over[work.masks[candidate]]):
            continue
        price = market.price(candidate)
        if price is None:
            continue
        now = (price[0] << PRECISION) // price[1]
        if known != version and now > key:
            heappush(heap, (now, candidate, version))
            continue
        found.append((candidate, *price))
        least = key
    if not found:
        return []
    keys = {c: (Fraction(num, den), -len(work.supporters[c]), work.requests[c].ask) for c, num, den in found}
    first = min(keys.values())
    for candidate, num, den in found:
        if keys[candidate] != first:
            heappush(heap, ((num << PRECISION) // den, candidate, version))
    return sorted(c for c in keys if keys[c] == first)


def _complete(work: Work, cost: list[int], room: list[int], kroner: list[int], groups: list[list[int]]) -> list[int]:
    """Give what is left by (supporters desc, ask asc, id): the whole ask, or what fits if that reaches the floor."""
    added: list[int] = []
    waiting = [r for r in range(len(cost)) if cost[r] > 0 and not kroner[r] and work.supporters[r]]
    waiting.sort(key=lambda r: (-len(work.supporters[r]), work.requests[r].ask))
    alike: dict[tuple[int, int], list[int]] = {}
    for r in waiting:
        alike.setdefault((len(work.supporters[r]), work.requests[r].ask), []).append(r)
        above = work.sets.over[work.masks[r]]
        most = min(cost[r], *(room[k] for k in above))
        if most < cost[r]:
            most -= most % work.unit
            floor = work.requests[r].floor
            if floor is None or most <= 0 or work.requests[r].commit + most < floor:
                continue
        kroner[r] = most
        added.append(r)
        for k in above:
            room[k] -= most
    groups += [g for g in alike.values() if 0 < sum(1 for r in g if kroner[r]) < len(g)]
    return added
