"""Computes a scenario: amounts, which line pays, and the reason for each amount. Nothing is saved here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fordel.core.allocation import (
    Allocation,
    Infeasible,
    Invalid,
    Line,
    NoCutReserve,
    Problem,
    Request,
    allocate,
    largest_remainder,
    no_cut_reserve,
    read_problem,
    split_lines,
)
from fordel.core.allocation.explain import Explained, Reason, manual
from fordel.core.allocation.split import lines_conflict
from fordel.forum.computing.reasons import with_assessment, with_criteria
from fordel.forum.computing.specification import (
    BY_ASSESSMENT,
    Specification,
    build_case,
    case_hash,
    criteria_met,
    is_in_full,
    request_id,
)
from fordel.programme.models import FrameLine
from fordel.reports.selectors.reports import ReportRow


@dataclass(frozen=True)
class Share:
    """What one report gets: kroner, and by line."""

    row: ReportRow
    amount: int
    by_line: dict[str, int]
    unit: int = 1

    @property
    def is_full(self) -> bool:
        """Whether it gets all of its ask, down to the unit of rounding."""
        return is_in_full(self.row.amount, self.amount, self.unit)


@dataclass(frozen=True)
class Computed:
    """A computed scenario. `refusal` is set where nothing could be computed, and then `shares` is empty.

    `interval` is the least and most kroner of the reports for both groups that the first line can pay, and
    `both_on_first` what it pays here. `conflict` (method meet_all) says how much is short for everybody to get all.
    """

    spec: Specification
    case: dict[str, Any]
    problem: Problem
    shares: list[Share]
    left: int
    interval: tuple[int, int] | None
    both_on_first: int
    no_cut: NoCutReserve
    conflict: Infeasible | None = None
    refusal: Invalid | Infeasible | None = None
    answer: Allocation | None = None

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the case."""
        return case_hash(self.case)

    @cached_property
    def total(self) -> int:
        return sum(share.amount for share in self.shares)

    @cached_property
    def asked(self) -> int:
        return sum(share.row.amount for share in self.shares)

    @cached_property
    def full_count(self) -> int:
        return sum(share.is_full for share in self.shares)

    @cached_property
    def is_rounded(self) -> bool:
        """Whether a report that gets everything gets it rounded down."""
        return any(share.is_full and share.amount < share.row.amount for share in self.shares)

    @property
    def is_same_cut(self) -> bool:
        """Whether the frames cut everybody by the same share, before rounding (methods meet_all and proportional)."""
        return self.answer is not None and len(set(self.answer.levels.values())) == 1

    @cached_property
    def _explained(self) -> Explained:
        if self.answer is None:
            raise LookupError("nothing was distributed, so there is nothing to explain")
        return Explained(self.problem, self.answer)

    def reasons_of(self, row: ReportRow) -> tuple[Reason, ...]:
        """Why the report gets its amount. Raises LookupError where nothing was distributed."""
        by_hand = self.spec.adjusted.get(row.number)
        if by_hand is not None:
            reason = manual(min(by_hand.amount, row.amount))
            return (Reason(reason.code, {**reason.values, "because": by_hand.reason}),)
        parts = tuple(map(_with_number, self._explained.reasons_of(request_id(row.number))))
        if self.spec.method in BY_ASSESSMENT:
            return with_assessment(parts[0], self.spec.method, self.spec.assessed.get(row.id)), *parts[1:]
        if self.spec.method != "priority":
            return parts
        return with_criteria(parts[0], self.spec.first, criteria_met(row, self.spec.first)), *parts[1:]

    @property
    def unmet(self) -> dict[str, int]:
        """The demands that cannot hold together (method score): group -> least number of reports; {} else."""
        if not isinstance(self.refusal, Infeasible) or self.refusal.kind != "coverage":
            return {}
        return {group: self.spec.least[group] for group in self.refusal.groups}

    @cached_property
    def refused_count(self) -> int:
        return sum(share.amount == 0 for share in self.shares)

    @property
    def is_one_point(self) -> bool:
        """Whether there is only one way to pay the reports for both groups."""
        return self.interval is not None and self.interval[0] == self.interval[1]


def compute(spec: Specification, lines: Sequence[FrameLine], rows: Sequence[ReportRow]) -> Computed:
    """The scenario's outcome. Never raises for what a person can enter: a refusal comes back as `refusal`."""
    case = build_case(spec, lines, rows)
    problem = read_problem(case)
    no_cut = no_cut_reserve([Line(line.id, line.frame) for line in problem.lines], problem.requests)
    answer = allocate(problem)
    if not isinstance(answer, Allocation):
        return Computed(spec, case, problem, [], 0, None, 0, no_cut, refusal=answer)
    conflict = lines_conflict(problem.lines, problem.requests) if spec.method == "meet_all" else None
    paid, interval, both_on_first = _pay(spec, problem, answer)
    ids = {request_id(row.number): row for row in rows}
    shares = [Share(ids[key], amount, paid[key], spec.unit) for key, amount in answer.amounts.items()]
    return Computed(
        spec,
        case,
        problem,
        sorted(shares, key=lambda share: share.row.number),
        answer.left,
        interval,
        both_on_first,
        no_cut,
        conflict,
        answer=answer,
    )


def _with_number(reason: Reason) -> Reason:
    """Another report is named by its number as people know it, not by the padded id of the case."""
    if "other" not in reason.values:
        return reason
    return Reason(reason.code, {**reason.values, "other": int(str(reason.values["other"]))})


def _pay(
    spec: Specification, problem: Problem, answer: Allocation
) -> tuple[dict[str, dict[str, int]], tuple[int, int] | None, int]:
    """Which line pays how much of each amount, the interval of the first line, and what it pays of "both"."""
    amounts = [Request(r.id, answer.amounts[r.id], r.lines) for r in problem.requests]
    rule = spec.line_rule if spec.line_rule != "chosen" else "same_share"
    split = split_lines(problem.lines, amounts, rule)
    if isinstance(split, (Invalid, Infeasible)):
        raise AssertionError(f"an allocation that keeps its frames can always be paid: {split}")
    paid = {key: {line: part for line, part in by_line.items() if part} for key, by_line in split.paid.items()}
    if (
        len(problem.lines) != 2
    ):  # what one line pays of the shared reports is a choice of one number with two lines only
        return paid, None, 0
    (first, (low, high)), (second, _rest) = split.interval.items()
    both = {r.id: r.ask for r in amounts if len(r.lines) > 1}
    if spec.line_rule == "chosen" and spec.both_on_first is not None:
        chosen = min(high, max(low, spec.both_on_first))
        parts = largest_remainder(chosen, both)
        for key, part in parts.items():
            paid[key] = {line: kr for line, kr in ((first, part), (second, both[key] - part)) if kr}
    return paid, (low, high), sum(paid[key].get(first, 0) for key in both)
