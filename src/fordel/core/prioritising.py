"""What members' points and ranks become: a score for each report, and classes of priority.

Means and medians are over those who assessed the report. A sum would punish exactly the reports whose owners and
partners sit in the forum, because fewer may assess them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Assessed:
    """What came of a report's assessment. `value` is the score, or the class of priority; None where nobody has
    assessed it. `count` assessed it, of `of` who are entitled to."""

    value: int | None
    count: int
    of: int


def score_of(points: Sequence[int]) -> int | None:
    """The mean times 100, rounded half up; None where nobody gave any."""
    if not points:
        return None
    return (200 * sum(points) + len(points)) // (2 * len(points))


def median(ranks: Sequence[int]) -> Fraction:
    """The middle rank, or the mean of the two in the middle. Raises ValueError for none."""
    if not ranks:
        raise ValueError("there is no median of nothing")
    ordered, half = sorted(ranks), len(ranks) // 2
    return Fraction(ordered[half]) if len(ranks) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)


def classes_of(ranks: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Report -> class of priority, 1 is best: reports with the same median rank share a class, and those that nobody
    has ranked are one class after all others."""
    medians = {report: median(given) for report, given in ranks.items() if given}
    place = {value: number for number, value in enumerate(sorted(set(medians.values())), 1)}
    last = len(place) + 1
    return {report: place[medians[report]] if report in medians else last for report in ranks}
