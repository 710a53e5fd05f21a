"""Checks every row of a table against the registers and the reports that are already there. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.conf import settings

from fordel.core.needs_import.fields import Field, Problem, Reading
from fordel.core.needs_import.rows import RowReading, Rules, SkippedRow, read_table
from fordel.core.needs_import.sums import SumCheck, check_sums
from fordel.programme.models import Round
from fordel.programme.selectors.groups import Groups, groups_of
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.intake.selectors.reference import KnownReport, Reference, load_reference
from fordel.reports.intake.services.open_table import OpenTable
from fordel.reports.intake.services.remarks import remarks_of
from fordel.reports.intake.services.resolve_row import ResolvedRow, Resolver
from fordel.reports.selectors.report_fields import fields_of

NEW: Final = "new"
DUPLICATE: Final = "duplicate"
CHANGED: Final = "changed"
REJECTED: Final = "rejected"
_GROUP_PROBLEMS: Final = ("target_group", "missing_target_group")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class CheckedRow:
    """A row and what it is: new, duplicate, changed or rejected. `resolved` is None only for rejected rows."""

    row: int
    outcome: str
    resolved: ResolvedRow | None
    existing: KnownReport | None
    problems: tuple[Problem, ...]
    readings: tuple[Reading, ...]


@dataclass(frozen=True)
class Check:
    """All there is to say about a file before it is imported. Amounts in kroner.

    `remarks` say what was chosen among several readings, beside the problems of single rows.
    """

    table: OpenTable
    rows: list[CheckedRow]
    skipped: list[SkippedRow]
    sums: list[SumCheck]
    unknown_partners: dict[str, str]
    reference: Reference = field(repr=False)
    groups: Groups = field(repr=False)
    remarks: list[Problem] = field(default_factory=list)

    def of(self, outcome: str) -> list[CheckedRow]:
        return [row for row in self.rows if row.outcome == outcome]

    @property
    def readings(self) -> list[Reading]:
        return [reading for row in self.rows if row.outcome != REJECTED for reading in row.readings]

    @property
    def problems(self) -> list[Problem]:
        return [problem for row in self.rows for problem in row.problems]

    @property
    def total(self) -> int:
        """Kroner of the new rows."""
        return sum(row.resolved.values.amount for row in self.of(NEW) if row.resolved)

    def by_target_group(self) -> dict[str, dict[str, int]]:
        """Code of each target group -> count and sum (kroner) of the new rows."""
        found = {group: {"count": 0, "sum": 0} for group in self.groups.codes}
        for row in self.of(NEW):
            if row.resolved is not None:
                found[row.resolved.values.target_group]["count"] += 1
                found[row.resolved.values.target_group]["sum"] += row.resolved.values.amount
        return found


def rules_of(round_: Round, table: OpenTable) -> Rules:
    """The rules of the round's scheme, and whether this installation takes test organisation numbers."""
    return Rules(
        longest_duration=min(scheme_of(round_.scheme).limits.duration_years_max, 3),
        allow_synthetic=settings.FORDEL_MODE in ("demo", "test"),
        plain_text_file=table.kind == "csv",
        asked=table.asked,
        groups={word: group.code for group in scheme_of(round_.scheme).groups for word in group.words},
    )


def check_import(
    round_: Round,
    table: OpenTable,
    answers: Mapping[str, int | str] | None = None,
    progress: Progress | None = None,
    *,
    is_sheet_named: bool = False,
) -> Check:
    """Reads and resolves every row. The queries are the same for one row and ten thousand.

    `is_sheet_named`: the user named the sheet, so that nothing needs to be said of the others.
    """
    reading = read_table(table.grid, table.header.row, table.columns, rules_of(round_, table))
    numbers = {row.values.owner_number for row in reading.rows if row.values.owner_number}
    reference = load_reference(round_, numbers)
    resolver = Resolver(reference, table.columns, fields_of(round_.scheme), answers or {})
    checker = _Checker(resolver)
    rows = []
    groups = groups_of(round_.pk)
    for position, row in enumerate(reading.rows, start=1):
        rows.append(_with_groups(checker.check(row), groups))
        if progress is not None and (position % 250 == 0 or position == len(reading.rows)):
            progress(position, len(reading.rows))
    sums = _sums(table, reading.skipped, rows, reading.rows)
    return Check(
        table=table,
        rows=rows,
        skipped=reading.skipped,
        sums=sums,
        remarks=remarks_of(table, reading.skipped, sums, _kroner_of(rows), is_sheet_named=is_sheet_named),
        unknown_partners=resolver.unknown_partners,
        reference=reference,
        groups=groups,
    )


def _with_groups(row: CheckedRow, groups: Groups) -> CheckedRow:
    """The row; a problem with its target group says, in every language, what could be written instead."""
    if not any(problem.code in _GROUP_PROBLEMS for problem in row.problems):
        return row
    params = {"groups": [group.names for group in groups.every]}
    problems = (
        replace(problem, params={**problem.params, **params}) if problem.code in _GROUP_PROBLEMS else problem
        for problem in row.problems
    )
    return replace(row, problems=tuple(problems))


def _kroner_of(rows: list[CheckedRow]) -> dict[int, int]:
    """Kroner by row, of the rows that are imported or would change a report."""
    return {
        row.row: row.resolved.values.amount
        for row in rows
        if row.resolved is not None and row.outcome in (NEW, CHANGED)
    }


def _sums(
    table: OpenTable, skipped: list[SkippedRow], rows: list[CheckedRow], readings: list[RowReading]
) -> list[SumCheck]:
    amounts = {
        row.row: row.resolved.values.amount
        for row in rows
        if row.resolved is not None and (row.outcome != DUPLICATE or row.existing is not None)
    }
    left_out = {row.row for row in readings} - amounts.keys()
    column = table.columns.get(Field.AMOUNT)
    if column is None:
        return []
    lines = [line for line in skipped if line.kind == "sum"]
    return check_sums(table.grid, table.header.row, column, sums=lines, amounts=amounts, left_out=left_out)


class _Checker:
    """Knows the rows it has seen, so that one report is never taken twice from the same file."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._seen: dict[str, ResolvedRow] = {}

    def check(self, row: RowReading) -> CheckedRow:
        resolved, problems = self._resolver.resolve(row.values, row.problems)
        if resolved is None:
            return CheckedRow(row.row, REJECTED, None, None, tuple(problems), row.readings)
        earlier = self._seen.get(resolved.identity)
        if earlier is not None:
            return self._second(row, resolved, earlier)
        self._seen[resolved.identity] = resolved
        existing = self._resolver.reference.reports.get(resolved.identity)
        if existing is None:
            return CheckedRow(row.row, NEW, resolved, None, (), row.readings)
        outcome = DUPLICATE if existing.content_hash == resolved.content_hash else CHANGED
        problem = Problem(row.row, outcome, self._where(), _named(resolved), {"number": existing.number})
        return CheckedRow(row.row, outcome, resolved, existing, (problem,), row.readings)

    def _second(self, row: RowReading, resolved: ResolvedRow, earlier: ResolvedRow) -> CheckedRow:
        """The same report a second time in one file: a duplicate where it says the same, else nobody knows which."""
        same = earlier.content_hash == resolved.content_hash
        code = "duplicate_in_file" if same else "conflict_in_file"
        problem = Problem(row.row, code, self._where(), _named(resolved), {"row": earlier.values.row})
        if same:
            return CheckedRow(row.row, DUPLICATE, resolved, None, (problem,), row.readings)
        return CheckedRow(row.row, REJECTED, None, None, (problem,), row.readings)

    def _where(self) -> int | None:
        columns = self._resolver.columns
        return columns.get(Field.NUMBER, columns.get(Field.TITLE))


def _named(resolved: ResolvedRow) -> str:
    return resolved.values.number or resolved.values.title
