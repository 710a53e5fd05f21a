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
from typing import TypeAlias

from fordel.core.allocation.frames import Work
from fordel.core.allocation.model import Settings

PRECISION = 96
MOST_ALIKE = 8


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
        have, cost = self.purse, self.cost[candidate]
        missing = cost * self.parts
        purses = sorted([have[i] for i in self._work.supporters[candidate]])
        if purses[0] * len(purses) >= missing:
            return 1, len(purses)
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
    offers = _Offers(work, market, room)
    order: list[int] = []
    groups: list[list[int]] = []
    while (best := offers.cheapest()) is not None:
        chosen, price = best
        alike = offers.alike()
        if len(alike) > 1:
            groups.append(sorted(alike))
        market.buy(chosen, price)
        kroner[chosen] = market.cost[chosen]
        for k in work.sets.over[work.masks[chosen]]:
            room[k] -= market.cost[chosen]
        order.append(chosen)
    return order, groups


Entry: TypeAlias = tuple[int, int, int, int]
Price: TypeAlias = tuple[int, int]


class _Offers:
    """Candidates in a heap by (price, more supporters, lower ask, id), the price rounded down to PRECISION bits.

    Prices that are equal after rounding but not before are distinguished by `_exact`, which keeps the one price seen
    for each rounded value and notices a second one; then all with that value are compared exactly.
    """

    def __init__(self, work: Work, market: _Market, room: Sequence[int]) -> None:
        self._work, self._market, self._room = work, market, room
        self._exact: dict[int, Price | None] = {}
        self._heap: list[Entry] = []
        self._last: Entry | None = None
        for candidate, cost in enumerate(market.cost):
            if cost > 0 and work.supporters[candidate] and (price := market.price(candidate)) is not None:
                self._heap.append(self._entry(candidate, price))
        heapify(self._heap)

    def _entry(self, candidate: int, price: Price) -> Entry:
        num, den = price
        rounded = (num << PRECISION) // den
        seen = self._exact.setdefault(rounded, price)
        if seen is not None and seen[0] * den != num * seen[1]:
            self._exact[rounded] = None
        return rounded, -len(self._work.supporters[candidate]), self._work.requests[candidate].ask, candidate

    def _priced(self, entry: Entry) -> tuple[Entry, Price] | None:
        """The entry at today's price, or None when it can no longer be bought."""
        candidate = entry[3]
        cost = self._market.cost[candidate]
        if any(cost > self._room[k] for k in self._work.sets.over[self._work.masks[candidate]]):
            return None
        price = self._market.price(candidate)
        return None if price is None else (self._entry(candidate, price), price)

    def cheapest(self) -> tuple[int, Price] | None:
        """Take out the candidate to buy next, with its exact price."""
        while self._heap:
            entry = heappop(self._heap)
            now = self._priced(entry)
            if now is None:
                continue
            if now[0] > entry:
                heappush(self._heap, now[0])
                continue
            self._last = entry
            return (entry[3], now[1]) if self._exact[entry[0]] is not None else self._compared(entry, now[1])
        return None

    def _compared(self, entry: Entry, price: Price) -> tuple[int, Price]:
        """The same among all whose rounded price is that of `entry`, compared exactly."""
        rivals = [(Fraction(*price), entry, price)]
        while self._heap and self._heap[0][0] == entry[0]:
            now = self._priced(heappop(self._heap))
            if now is not None and now[0][0] == entry[0]:
                rivals.append((Fraction(*now[1]), *now))
            elif now is not None:
                heappush(self._heap, now[0])
        best = min(rivals, key=lambda rival: rival[:2])
        for rival in rivals:
            if rival is not best:
                heappush(self._heap, rival[1])
        self._last = best[1]
        return best[1][3], best[2]

    def alike(self) -> list[int]:
        """The candidate just taken and, at most MOST_ALIKE, those that only their ids put behind it."""
        if self._last is None:
            return []
        found, back = [self._last[3]], []
        while self._heap and self._heap[0][:3] == self._last[:3] and len(found) <= MOST_ALIKE:
            entry = heappop(self._heap)
            now = self._priced(entry)
            if now is not None:
                back.append(now[0])
                if now[0] == entry:
                    found.append(entry[3])
        for entry in back:
            heappush(self._heap, entry)
        return found


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
