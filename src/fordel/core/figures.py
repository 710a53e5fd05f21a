"""The catalogue of figures: what each is, and the one place that computes it. All amounts are whole kroner.

Pages, files, slides, `fordel figures` and open data read these values, so they cannot differ. A value is None as long
as there is nothing to count: nothing adopted yet, or nothing decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

NO_LINES: Final[Mapping[str, int]] = {}
KRONER: Final = "kroner"
REPORTS: Final = "reports"
ASSESSMENTS: Final = "assessments"


class Sign(NamedTuple):
    """How far a sign of goal attainment was reached, as somebody assessed it: `sign` and `degree` are codes of the
    scheme, and `who` says whether the owner, a partner or an owner in the network has assessed it."""

    sign: str
    who: str
    degree: str


class Measure(NamedTuple):
    """A needs report that counts. `recommended` is what the forum has adopted, `granted` what is decided, and `used`
    what its outcome report says was used (kroner), None as long as that has not happened; the mappings say from which
    lines. `signs` are the assessments of its outcome report, none as long as it is not sent."""

    year: int
    group: str
    owner: int
    owner_kind: str
    sami: bool | None
    asked: int
    recommended: int | None = None
    granted: int | None = None
    recommended_by_line: Mapping[str, int] = NO_LINES
    granted_by_line: Mapping[str, int] = NO_LINES
    used: int | None = None
    used_by_line: Mapping[str, int] = NO_LINES
    theme: str = ""
    partners: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True)
class Definition:
    """A figure: its code, its unit (`kroner`, `reports` or `assessments`), how it is computed from measures, and
    whether it is open to everybody (`is_open`) or to those alone who may see the status of the office."""

    code: str
    unit: str
    value: Callable[[Sequence[Measure]], int | None]
    is_open: bool = False


def _known(amounts: Iterable[int | None]) -> int | None:
    found = [amount for amount in amounts if amount is not None]
    return sum(found) if found else None


def _supported(measures: Sequence[Measure]) -> int | None:
    decided = [each.granted for each in measures if each.granted is not None]
    return sum(1 for amount in decided if amount) if decided else None


def _reported(measures: Sequence[Measure]) -> int | None:
    return sum(1 for each in measures if each.used is not None) or None


CATALOGUE: Final = (
    Definition("reports", REPORTS, len),
    Definition("needs", KRONER, lambda measures: sum(each.asked for each in measures)),
    Definition("recommended", KRONER, lambda measures: _known(each.recommended for each in measures)),
    Definition("granted", KRONER, lambda measures: _known(each.granted for each in measures), is_open=True),
    Definition("supported", REPORTS, _supported, is_open=True),
    Definition("used", KRONER, lambda measures: _known(each.used for each in measures)),
    Definition("reported", REPORTS, _reported),
    Definition("assessments", ASSESSMENTS, lambda measures: sum(len(each.signs) for each in measures) or None),
)
BREAKDOWNS: Final[Mapping[str, Callable[[Measure], str]]] = {
    "group": lambda each: each.group,
    "owner_kind": lambda each: each.owner_kind,
    "sami": lambda each: {True: "yes", False: "no", None: "not_given"}[each.sami],
}
Values = Mapping[str, int | None]


def values_of(measures: Iterable[Measure]) -> Values:
    """The code of each figure of the catalogue -> its value."""
    listed = list(measures)
    return {each.code: each.value(listed) for each in CATALOGUE}


def values_by(measures: Iterable[Measure], breakdown: str) -> dict[str, Values]:
    """The values of each part: of each target group, kind of owner, or answer about the Sámi perspective."""
    key, parts = BREAKDOWNS[breakdown], dict[str, list[Measure]]()
    for each in measures:
        parts.setdefault(key(each), []).append(each)
    return {part: values_of(chosen) for part, chosen in parts.items()}


@dataclass(frozen=True)
class LineShare:
    """What goes out from a line: its frame, and the amount so far (kroner)."""

    code: str
    frame: int
    amount: int

    def is_below(self, percent: int) -> bool:
        """Whether less than so many per cent of the frame goes out."""
        return self.amount * 100 < self.frame * percent


def values_of_lines(
    lines: Iterable[str], groups: Mapping[str, Sequence[str]], measures: Iterable[Measure]
) -> dict[str, Values]:
    """Each line -> kroner of `needs`, `recommended`, `granted` and `used`, each None as long as the year has none. The
    needs of a group are in every line that it may draw on (`groups`: the lines of each group), so they do not sum."""
    listed = list(measures)
    reached = values_of(listed)
    parts: Mapping[str, Callable[[Measure], Mapping[str, int]]] = {
        "needs": lambda each: dict.fromkeys(groups.get(each.group, ()), each.asked),
        "recommended": lambda each: each.recommended_by_line,
        "granted": lambda each: each.granted_by_line,
        "used": lambda each: each.used_by_line,
    }
    return {
        line: {
            stage: None if reached[stage] is None else sum(by_line(each).get(line, 0) for each in listed)
            for stage, by_line in parts.items()
        }
        for line in lines
    }


STAGES: Final = ("granted", "recommended", "needs")


def stage_of(measures: Iterable[Measure]) -> str:
    """How far the year has come: `granted`, `recommended`, or `needs` as long as neither is there."""
    values = values_of(measures)
    return next((stage for stage in STAGES[:2] if values[stage] is not None), STAGES[2])


def shares_of_lines(
    frames: Sequence[tuple[str, int]], groups: Mapping[str, Sequence[str]], measures: Iterable[Measure]
) -> tuple[LineShare, ...]:
    """For each line of the frame what is granted from it; before the decision what is recommended, and before the
    recommendation all that could be paid from it: the needs of every group that may draw on it. `groups` are the lines
    of each group by its code."""
    listed = list(measures)
    stage = stage_of(listed)
    found = values_of_lines((code for code, _frame in frames), groups, listed)
    return tuple(LineShare(code, frame, found[code][stage] or 0) for code, frame in frames)


Degrees = Mapping[tuple[str, str], Mapping[str, int]]
"""(sign, who has assessed it) -> degree -> how many assessments say so."""


def degrees_of(measures: Iterable[Measure]) -> Degrees:
    """How far each sign was reached, as each kind of assessor sees it. Those that nobody has assessed are left out."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for measure in measures:
        for each in measure.signs:
            found.setdefault((each.sign, each.who), Counter())[each.degree] += 1
    return found


DEGREE_BREAKDOWNS: Final[Mapping[str, Callable[[Measure], Sequence[str]]]] = {
    "group": lambda each: (each.group,),
    "theme": lambda each: (each.theme,),
    "partner": lambda each: each.partners or ("",),
    "year": lambda each: (str(each.year),),
}
"""What the signs are compared by. A measure with several partners counts for each; '' is none."""


def degrees_by(measures: Iterable[Measure], breakdown: str) -> dict[str, Degrees]:
    """The same for each part of a breakdown that somebody has assessed."""
    key, parts = DEGREE_BREAKDOWNS[breakdown], dict[str, list[Measure]]()
    for each in measures:
        if each.signs:
            for part in key(each):
                parts.setdefault(part, []).append(each)
    return {part: degrees_of(chosen) for part, chosen in parts.items()}


def summed(degrees: Degrees, who: str, sign: str = "") -> Counter[str]:
    """Degree -> how many assessments of one kind of assessor say so, of one sign or of all."""
    found: Counter[str] = Counter()
    for (each, assessor), counts in degrees.items():
        if assessor == who and (not sign or sign == each):
            found.update(counts)
    return found
