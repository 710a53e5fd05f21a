"""How evenly money is spread. Exact fractions."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate


def gini(amounts: Iterable[int]) -> Fraction:
    """The Gini coefficient: 0 when all get the same, (n - 1)/n when one gets everything; 0 for nobody or no money.

    G = sum over i of (2i - n - 1) x_i / (n * sum of x), x in rising order (Sen 1973).
    """
    ordered = sorted(amounts)
    count, total = len(ordered), sum(ordered)
    if not total:
        return Fraction(0)
    return Fraction(sum((2 * i - count + 1) * x for i, x in enumerate(ordered)), count * total)


def lorenz(amounts: Iterable[int]) -> tuple[tuple[Fraction, Fraction], ...]:
    """Points (share of reports, share of money) from (0, 0) to (1, 1), the smallest amounts first."""
    ordered = sorted(amounts)
    total = sum(ordered)
    if not total:
        return (Fraction(0), Fraction(0)), (Fraction(1), Fraction(1))
    sums = accumulate(ordered, initial=0)
    return tuple((Fraction(i, len(ordered)), Fraction(part, total)) for i, part in enumerate(sums))
