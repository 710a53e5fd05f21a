"""Opens a file, finds the sheet with the reports and its headings, and suggests what each column holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fordel.core.needs_import.fields import Field, Grid
from fordel.core.needs_import.headings import Header, Suggestion, TableError, find_header, suggest_columns
from fordel.needs.messages import file_error, table_error
from fordel.shared.errors import UserError
from fordel.shared.spreadsheets import Sheet, SpreadsheetError, Workbook, column_letter
from fordel.shared.spreadsheets.limited import read_spreadsheet


class UnusableFileError(UserError):
    """A file, or a choice of columns, that nothing can be imported from."""


@dataclass(frozen=True)
class OpenTable:
    """The sheet that was chosen, and the columns: those the user chose, else those suggested by their headings."""

    kind: str
    sheet: str
    other_sheets: tuple[str, ...]
    grid: Grid
    header: Header
    suggestion: Suggestion
    columns: Mapping[Field, int]

    def heading(self, column: int | None) -> str:
        """The heading as it stands in the file, or the column's letter where it has none; '' without a column."""
        if column is None:
            return ""
        text = self.header.headings[column] if column < len(self.header.headings) else ""
        return " ".join(text.split()) or column_letter(column)


@dataclass(frozen=True)
class _Candidate:
    sheet: Sheet
    grid: Grid
    header: Header
    suggestion: Suggestion

    @property
    def rank(self) -> tuple[bool, bool, int]:
        return (not self.sheet.hidden, not self.suggestion.missing, self.header.recognised)


def open_table(
    name: str, content: bytes, year: int, columns: Mapping[Field, int] | None = None, sheet: str | None = None
) -> OpenTable:
    """The table in the file. Raises UnusableFileError when it cannot be read or holds none."""
    try:
        workbook = read_spreadsheet(name, content)
    except SpreadsheetError as error:
        message, fix = file_error(error.code, error.params)
        raise UnusableFileError(message, fix, field="file") from error
    chosen, others = _choose(workbook, year, sheet)
    return OpenTable(
        kind=workbook.kind,
        sheet=chosen.sheet.name,
        other_sheets=others,
        grid=chosen.grid,
        header=chosen.header,
        suggestion=chosen.suggestion,
        columns=dict(columns) if columns is not None else dict(chosen.suggestion.columns),
    )


def _choose(workbook: Workbook, year: int, wanted: str | None) -> tuple[_Candidate, tuple[str, ...]]:
    """The best sheet, and the names of others that look like tables of reports too."""
    candidates: list[_Candidate] = []
    faults: list[tuple[bool, TableError]] = []
    for sheet in workbook.sheets:
        if sheet.is_empty:
            continue
        grid = Grid(sheet.rows, sheet.formulas, sheet.errors, sheet.merged)
        try:
            header = find_header(grid)
        except TableError as error:
            if wanted in (None, sheet.name):
                faults.append((error.code == "two_headers", error))
            continue
        candidates.append(_Candidate(sheet, grid, header, suggest_columns(header.headings, year)))
    wished = [candidate for candidate in candidates if wanted in (None, candidate.sheet.name)]
    best = max(wished, key=lambda candidate: candidate.rank, default=None)
    if best is None or (best.suggestion.missing and any(is_two for is_two, _error in faults)):
        raise _no_table(faults)
    others = [c.sheet.name for c in candidates if c is not best and not c.suggestion.missing]
    return best, tuple(others)


def _no_table(faults: list[tuple[bool, TableError]]) -> UnusableFileError:
    error = max(faults, key=lambda fault: fault[0], default=(False, TableError("no_header")))[1]
    message, fix = table_error(error.code, error.params)
    return UnusableFileError(message, fix, field="file")
