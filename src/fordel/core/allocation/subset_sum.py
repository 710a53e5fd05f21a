"""Choose whole amounts whose sum comes as near a target as can be, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import gcd

MOST_LISTED = 20
MOST_BITS = 600_000_000
SAMPLE = 18
SAMPLES = 3


def nearest_subset(amounts: Sequence[int], low: int, high: int, target: int) -> tuple[list[bool] | None, bool]:
    """Which amounts to take, and whether the answer is proven.

    The sum lies in [low, high] as near the target as can be; then the smaller sum; then the first amounts in the
    order given (whoever comes first is taken where there is a choice). None: no sum in the bounds. Few amounts are
    enumerated, moderate sums use one bit per reachable sum; beyond that most amounts are taken as they come and
    a sample is searched, which finds a sum but proves nothing.
    """
    step = gcd(*amounts) if any(amounts) else 1
    if len(amounts) <= MOST_LISTED:
        return _by_listing(amounts, low, high, target), True
    scaled = [a // step for a in amounts]
    if (high // step + 1) * len(amounts) <= MOST_BITS:
        return _by_bits(scaled, -(-low // step), high // step, target, step), True
    return _by_sample(amounts, low, high, target)


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


def _by_sample(amounts: Sequence[int], low: int, high: int, target: int) -> tuple[list[bool] | None, bool]:
    """Take amounts as they come until half a sample is missing, then search the sample, which has large and small."""
    by_size = sorted(range(len(amounts)), key=lambda k: (amounts[k], k))
    for offset in range(SAMPLES):
        # Places that grow by squares: amounts in even steps would give sums in even, and too wide, steps.
        places = dict.fromkeys((31 * offset + 5 * i * i + i) % len(amounts) for i in range(4 * SAMPLE))
        sample = sorted(by_size[p] for p in list(places)[:SAMPLE])
        slack = sum(amounts[k] for k in sample) // 2
        taken = [False] * len(amounts)
        total = 0
        for k in sorted(set(range(len(amounts))).difference(sample)):
            if total + amounts[k] <= target - slack:
                taken[k] = True
                total += amounts[k]
        rest = _by_listing([amounts[k] for k in sample], low - total, high - total, target - total)
        if rest is not None:
            for k, take in zip(sample, rest, strict=True):
                taken[k] = take
            return taken, False
    return None, False


def _walk(amounts: Sequence[int], rest: int, reachable: Callable[[int, int], bool]) -> list[bool]:
    """Take each amount in turn if the remaining ones can still make up the rest."""
    taken = []
    for k, amount in enumerate(amounts):
        take = amount <= rest and reachable(k + 1, rest - amount)
        taken.append(take)
        rest -= amount if take else 0
    return taken
