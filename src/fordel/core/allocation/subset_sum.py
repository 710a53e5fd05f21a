"""Choose whole amounts whose sum comes as near a target as can be, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd

MOST_LISTED = 20
MOST_BITS = 600_000_000
TAIL = 18


def nearest_subset(amounts: Sequence[int], low: int, high: int, target: int) -> tuple[list[bool] | None, bool]:
    """Which amounts to take, and whether the answer is proven.

    The sum lies in [low, high] as near the target as can be; then the smaller sum; then the first amounts in the
    order given (whoever comes first is taken where there is a choice). None: no sum in the bounds. Few amounts are
    enumerated, moderate sums use one bit per reachable sum; beyond that the first amounts are taken as they fit and
    the last ones searched, which finds a sum but proves nothing.
    """
    step = gcd(*amounts) if any(amounts) else 1
    if len(amounts) <= MOST_LISTED:
        return _by_listing(amounts, low, high, target), True
    scaled = [a // step for a in amounts]
    if (high // step + 1) * len(amounts) <= MOST_BITS:
        return _by_bits(scaled, -(-low // step), high // step, target, step), True
    return _by_tail(amounts, low, high, target)


def _best(sums: Sequence[int], target: int) -> int | None:
    return min(sums, key=lambda s: (abs(s - target), s), default=None)


def _by_listing(amounts: Sequence[int], low: int, high: int, target: int) -> list[bool] | None:
    reach: list[set[int]] = [{0}]
    for amount in reversed(amounts):
        reach.append(reach[-1] | {s + amount for s in reach[-1] if s + amount <= high})
    reach.reverse()
    best = _best([s for s in reach[0] if low <= s <= high], target)
    if best is None:
        return None
    return _walk(amounts, best, lambda k, rest: rest in reach[k])


def _by_bits(amounts: Sequence[int], low: int, high: int, target: int, step: int) -> list[bool] | None:
    if low > high:
        return None
    mask = (1 << high + 1) - 1
    reach = [1]
    for amount in reversed(amounts):
        reach.append((reach[-1] | reach[-1] << amount) & mask)
    reach.reverse()
    middle = min(high, max(low, target // step))
    below = (reach[0] & (1 << middle + 1) - 1).bit_length() - 1
    above = reach[0] >> middle + 1
    candidates = [below] if below >= low else []
    if above:
        candidates.append(middle + (above & -above).bit_length())
    best = _best([s * step for s in candidates], target)
    if best is None:
        return None
    return _walk(amounts, best // step, lambda k, rest: bool(reach[k] >> rest & 1))


def _by_tail(amounts: Sequence[int], low: int, high: int, target: int) -> tuple[list[bool] | None, bool]:
    head, tail = amounts[:-TAIL], amounts[-TAIL:]
    slack = sum(tail) // 2
    taken: list[bool] = []
    total = 0
    for amount in head:
        fits = total + amount <= max(0, target - slack)
        taken.append(fits)
        total += amount if fits else 0
    rest = _by_listing(tail, low - total, high - total, target - total)
    return (None if rest is None else taken + rest), False


def _walk(amounts: Sequence[int], rest: int, reachable: Callable[[int, int], bool]) -> list[bool]:
    """Take each amount in turn if the remaining ones can still make up the rest."""
    taken = []
    for k, amount in enumerate(amounts):
        take = amount <= rest and reachable(k + 1, rest - amount)
        taken.append(take)
        rest -= amount if take else 0
    return taken
