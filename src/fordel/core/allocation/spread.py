"""How evenly money is spread, who gains and who loses, and what it is per child or pupil. Exact fractions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate

from fordel.core.allocation.model import Allocation, Request


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


@dataclass(frozen=True, slots=True)
class Change:
    """One report in two alternatives, in kroner; `difference` is after - before."""

    id: str
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """Who gains and who loses from one alternative to another, the largest change first; sums in kroner."""

    gain: tuple[Change, ...]
    lose: tuple[Change, ...]
    unchanged: int
    gained: int
    lost: int


def compare(before: Mapping[str, int], after: Mapping[str, int]) -> Comparison:
    """Two alternatives' amounts per report; one that is missing on a side got 0 there."""
    changes = [Change(name, before.get(name, 0), after.get(name, 0)) for name in sorted({*before, *after})]
    gain = tuple(sorted((c for c in changes if c.difference > 0), key=lambda c: (-c.difference, c.id)))
    lose = tuple(sorted((c for c in changes if c.difference < 0), key=lambda c: (c.difference, c.id)))
    return Comparison(
        gain,
        lose,
        len(changes) - len(gain) - len(lose),
        sum(c.difference for c in gain),
        -sum(c.difference for c in lose),
    )


def per_head(amounts: Mapping[str, int], heads: Mapping[str, int | None]) -> dict[str, Fraction | None]:
    """Kroner per child, pupil or employee for each report; None where the number is not known or 0."""
    return {name: Fraction(amount, n) if (n := heads.get(name)) else None for name, amount in amounts.items()}


@dataclass(frozen=True, slots=True)
class Spread:
    """One alternative at a glance: reports funded, cut and left out, kroner, and how evenly it lies.

    `gini` is over the amounts, `gini_of_shares` over what share of the ask each report got, in millionths.
    """

    funded: int
    whole: int
    cut: int
    nothing: int
    granted: int
    least_share: Fraction
    gini: Fraction
    gini_of_shares: Fraction


def spread(requests: Sequence[Request], allocation: Allocation) -> Spread:
    """The key figures of an alternative; reports that ask for nothing are not counted."""
    asking = [r for r in requests if r.ask]
    amounts = [allocation.amounts[r.id] for r in asking]
    shares = [Fraction(x, r.ask) for x, r in zip(amounts, asking, strict=True)]
    funded = sum(1 for x in amounts if x)
    whole = sum(1 for share in shares if share == 1)
    return Spread(
        funded=funded,
        whole=whole,
        cut=funded - whole,
        nothing=len(asking) - funded,
        granted=sum(amounts),
        least_share=min(shares, default=Fraction(1)),
        gini=gini(amounts),
        gini_of_shares=gini(int(share * 1_000_000) for share in shares),
    )
