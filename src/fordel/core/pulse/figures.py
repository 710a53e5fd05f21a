"""What the answers of a pulse show: means per question, and whether they have changed from the start to the end.

Only groups of five or more are in any figure (`core.anonymity.groups`). A group is a pulse (a measure, at its start or
its end) and a place where people work, so that figures of several measures, moments or places, and their differences,
never come down to fewer than five people.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from fordel.core.anonymity.groups import is_open, open_groups

START: Final = "start"
END: Final = "end"
_Z: Final = 1.959963984540054
"""Two-sided 95 %."""
Verdict = Literal["up", "down", "unsure"]


class Cell(NamedTuple):
    """A group of answers: the pulse it belongs to, its moment, and where the people work ('' if they do not say)."""

    pulse: int
    moment: str
    place: str


Answers = Mapping[str, int]
"""Question -> 1 to 5. Every question is answered."""


@dataclass(frozen=True)
class Summary:
    """Of the answers to one question at one moment: how many, and their mean and variance (n - 1)."""

    count: int
    mean: float
    variance: float


@dataclass(frozen=True)
class Change:
    """From the start to the end: the difference of the means, the half width of its 95 % interval, and in a word
    whether it is sure."""

    difference: float
    margin: float

    @property
    def verdict(self) -> Verdict:
        if abs(self.difference) <= self.margin or not self.difference:
            return "unsure"
        return "up" if self.difference > 0 else "down"


def shown(answers: Mapping[Cell, Sequence[Answers]], chosen: Callable[[Cell], bool] = lambda _: True) -> list[Cell]:
    """The groups that may be counted in a figure of the chosen ones, in their order."""
    counts = {cell: len(given) for cell, given in answers.items()}
    return open_groups(counts, {cell for cell in counts if chosen(cell)})


def at_both_moments(cells: Iterable[Cell], measure_of: Mapping[int, int]) -> list[Cell]:
    """The groups to count over several measures: those of the measures that have groups at the start and at the end, so
    that the same measures are compared; all of them if no measure has. `measure_of` is pulse -> measure."""
    listed = list(cells)
    moments: dict[int, set[str]] = {}
    for cell in listed:
        moments.setdefault(measure_of[cell.pulse], set()).add(cell.moment)
    compared = [cell for cell in listed if moments[measure_of[cell.pulse]] == {START, END}]
    return compared or listed


@dataclass(frozen=True)
class Asked:
    """What the answers to one question say at both moments, and how they have changed."""

    start: Summary | None
    end: Summary | None
    change: Change | None


def asked(answers: Mapping[Cell, Sequence[Answers]], cells: Iterable[Cell], question: str) -> Asked:
    """Of one question in the chosen groups. Groups that were not asked it are left out."""
    given: dict[str, list[int]] = {START: [], END: []}
    for cell in cells:
        given[cell.moment] += [one[question] for one in answers[cell] if question in one]
    start, end = summary(given[START]), summary(given[END])
    return Asked(start, end, change(start, end))


def summary(values: Iterable[int]) -> Summary | None:
    """None for fewer than five answers."""
    given = list(values)
    if not is_open(len(given)):
        return None
    mean = sum(given) / len(given)
    return Summary(len(given), mean, sum((each - mean) ** 2 for each in given) / (len(given) - 1))


def change(start: Summary | None, end: Summary | None) -> Change | None:
    """None unless both moments may be shown. Nobody knows who answered twice, so the moments are compared as two
    samples of different people (Welch 1947); the interval is too wide rather than too narrow then."""
    if start is None or end is None:
        return None
    parts = start.variance / start.count, end.variance / end.count
    error = math.sqrt(sum(parts))
    if not error:
        return Change(end.mean - start.mean, 0.0)
    freedom = sum(parts) ** 2 / (parts[0] ** 2 / (start.count - 1) + parts[1] ** 2 / (end.count - 1))
    return Change(end.mean - start.mean, t_quantile(freedom) * error)


def t_quantile(freedom: float) -> float:
    """The 97.5 % quantile of Student's t (Abramowitz and Stegun 26.7.5); within 0.01 from four degrees of freedom."""
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
