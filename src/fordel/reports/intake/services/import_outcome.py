"""What became of an import, in the form that pages show and `fordel import --json` prints."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from fordel.core.needs_import.fields import Problem
from fordel.reports.intake.services.check_import import CHANGED, DUPLICATE, NEW, REJECTED, Check
from fordel.reports.intake.services.open_table import OpenTable
from fordel.reports.presentation.words import problem_text

JSON_KEYS = ("accepted", "rejected", "duplicates", "changed", "total", "by_target_group", "readings", "problems")


@dataclass(frozen=True)
class ImportOutcome:
    """Disjoint row counts; `total` and sums in kroner of the accepted rows.

    `updated` says how many of the `changed` rows were written; `import_id` is None where nothing was kept. `sums` are
    the file's own sum rows beside ours. `is_stopped`: nothing was imported because all or nothing was asked for.
    The first `remarks` problems are of no single row: they say how the file was read where it can be read otherwise.
    """

    accepted: int
    rejected: int
    duplicates: int
    changed: int
    total: int
    by_target_group: dict[str, dict[str, int]]
    readings: list[dict[str, Any]]
    problems: list[dict[str, Any]]
    found: list[Problem] = field(default_factory=list)
    updated: int = 0
    import_id: int | None = None
    sums: list[dict[str, Any]] = field(default_factory=list)
    is_stopped: bool = False
    remarks: int = 0

    def as_json(self) -> dict[str, Any]:
        """The keys of the documented format, and no others."""
        return {key: getattr(self, key) for key in JSON_KEYS}

    @property
    def is_all_good(self) -> bool:
        """No row was rejected, left as it was, or there already, and nothing was chosen among several readings."""
        unsettled = self.changed - self.updated
        return not (self.rejected or self.duplicates or unsettled or self.is_stopped or self.remarks)


def outcome_of(check: Check, *, update: bool, stopped: bool, for_command_line: bool) -> ImportOutcome:
    """The outcome of importing what was checked; texts in the active language.

    Rows that are updated are no problem any more. When the import is `stopped`, no row is accepted.
    """
    updated = len(check.of(CHANGED)) if update and not stopped else 0
    problems = [*check.remarks, *(p for p in check.problems if not (updated and p.code == CHANGED))]
    none: dict[str, dict[str, int]] = {group: {"count": 0, "sum": 0} for group in check.by_target_group()}
    return ImportOutcome(
        accepted=0 if stopped else len(check.of(NEW)),
        rejected=len(check.of(REJECTED)),
        duplicates=len(check.of(DUPLICATE)),
        changed=len(check.of(CHANGED)),
        total=0 if stopped else check.total,
        by_target_group=none if stopped else check.by_target_group(),
        readings=[
            {
                "row": reading.row,
                "column": check.table.heading(reading.column),
                "text": reading.text,
                "kroner": reading.kroner,
            }
            for reading in check.readings
        ],
        problems=[_problem(check.table, problem, for_command_line) for problem in problems],
        found=problems,
        updated=updated,
        sums=[{**asdict(line), "agrees": line.agrees} for line in check.sums],
        is_stopped=stopped,
        remarks=len(check.remarks),
    )


def kept_problems(outcome: ImportOutcome) -> list[dict[str, Any]]:
    """The problems with their codes, so that they can be read in another language later."""
    return [
        {**shown, "code": problem.code, "params": dict(problem.params)}
        for shown, problem in zip(outcome.problems, outcome.found, strict=True)
    ]


def in_active_language(kept: dict[str, Any]) -> dict[str, Any]:
    """A kept problem with its message and fix in the active language."""
    if "code" not in kept:
        return kept
    problem = Problem(kept["row"], kept["code"], None, kept["value"], kept["params"])
    message, fix = problem_text(problem)
    return {**kept, "message": message, "fix": fix}


def _problem(table: OpenTable, problem: Problem, for_command_line: bool) -> dict[str, Any]:
    message, fix = problem_text(problem, for_command_line=for_command_line)
    return {
        "row": problem.row,
        "column": table.heading(problem.column),
        "value": problem.value,
        "message": message,
        "fix": fix,
    }
