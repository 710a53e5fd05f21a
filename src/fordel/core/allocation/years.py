"""Several years: what the first year granted is a first charge, and the cap, on the years that follow (M8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from fordel.core.allocation.allocate import allocate
from fordel.core.allocation.model import (
    NOTHING,
    UNITS,
    Allocation,
    Answer,
    CaseError,
    Infeasible,
    Invalid,
    Line,
    Problem,
    Request,
)
from fordel.core.allocation.validate import Stated, check_lines, check_reports, stated, whole


@dataclass(frozen=True, slots=True)
class Year:
    """The budget lines of one year, before anything is carried to it."""

    year: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A report over several years: `request` as of its first year (its ask is `asks[0]`), `asks` kroner per year."""

    request: Request
    first_year: int
    asks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class YearAnswer:
    """One year's lines after carrying, what was promised beforehand (kroner per report) and the answer; None after a
    year that could not be met, since later promises depend on it."""

    year: int
    lines: tuple[Line, ...]
    commitments: Mapping[str, int]
    answer: Answer | None


def commitment(ask: int, first_ask: int, first_amount: int) -> int:
    """Kroner promised for a later year: the ask cut as the first year was, rounded down."""
    return ask * first_amount // first_ask if first_ask else 0


def allocate_years(
    years: Sequence[Year],
    plans: Sequence[Plan],
    *,
    rule: str = "proportional",
    carry: str = "none",
    unit: int = 1,
    params: Mapping[str, object] = NOTHING,
) -> tuple[YearAnswer, ...] | Invalid:
    """Distribute year after year. `carry` is none, or hold_back: what a line held back joins the same line next year.

    Raises CaseError: a year twice, a report that begins before the first year, an unknown rule or way to carry.
    """
    ordered = sorted(years, key=lambda y: y.year)
    if len({y.year for y in years}) != len(years):
        raise CaseError("a year is given twice")
    if carry not in ("none", "hold_back"):
        raise CaseError(f"carry must be none or hold_back, not {carry!r}")
    refused = _refused(ordered, plans, unit)
    if refused is not None:
        return refused
    if ordered and any(p.first_year < ordered[0].year for p in plans):
        raise CaseError("a report begins before the first year given")
    answers: list[YearAnswer] = []
    first_amounts: dict[str, int] = {}
    carried: dict[str, int] = {}
    for year in ordered:
        lines = tuple(replace(line, frame=line.frame + carried.get(line.id, 0)) for line in year.lines)
        if answers and not isinstance(answers[-1].answer, Allocation):
            answers.append(YearAnswer(year.year, lines, {}, None))
            continue
        requests, commitments = _requests(plans, year.year, first_amounts)
        answer = allocate(Problem(rule, lines, tuple(requests), unit, params))
        if isinstance(answer, Invalid):
            return answer
        answers.append(YearAnswer(year.year, lines, commitments, answer))
        if isinstance(answer, Allocation):
            first_amounts.update(
                (p.request.id, answer.amounts[p.request.id]) for p in plans if p.first_year == year.year and p.asks
            )
        carried = {line.id: line.hold_back for line in lines} if carry == "hold_back" else {}
    return tuple(answers)


def _requests(plans: Sequence[Plan], year: int, first: Mapping[str, int]) -> tuple[list[Request], dict[str, int]]:
    """The reports that are live in a year: new ones with their ask, older ones with what was promised and no more."""
    requests: list[Request] = []
    commitments: dict[str, int] = {}
    for plan in plans:
        k = year - plan.first_year
        if not 0 <= k < len(plan.asks):
            continue
        if k == 0:
            requests.append(replace(plan.request, ask=plan.asks[0]))
            continue
        promised = commitment(plan.asks[k], plan.asks[0], first.get(plan.request.id, 0))
        commitments[plan.request.id] = promised
        requests.append(replace(plan.request, ask=promised, commit=promised, floor=None))
    return requests, commitments


def _refused(years: Sequence[Year], plans: Sequence[Plan], unit: int) -> Invalid | None:
    """The refusals of § 4 over all years at once, so that the first in their order is the one answered."""
    lines = [line for year in years for line in year.lines]
    reports = []
    for plan in plans:
        one = stated(replace(plan.request, ask=plan.asks[0] if plan.asks else 0))
        named = tuple(plan.request.lines)
        live = [y for y in years if 0 <= y.year - plan.first_year < len(plan.asks)]
        if any(not {line.id for line in y.lines}.issuperset(named) for y in live):
            named = ()
        reports.append(Stated(one.id, (*one.amounts, *plan.asks[1:]), named, one.floor_above_ask, one.commit_above_ask))
    refused = check_reports(reports, lines)
    if refused is not None:
        return refused
    if not whole(unit) or unit not in UNITS:
        return Invalid("bad_unit")
    return next((bad for year in years if (bad := check_lines(year.lines)) is not None), None)


def first_conflict(answers: Sequence[YearAnswer]) -> Infeasible | None:
    """The conflict of the first year that could not be met, or None."""
    return next((a.answer for a in answers if isinstance(a.answer, Infeasible)), None)
