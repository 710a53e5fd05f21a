"""Opens a file, finds the sheet with the reports and its headings, and suggests what each column holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from fordel.core.needs_import.answers import AnswerColumn
from fordel.core.needs_import.fields import Columns, Grid
from fordel.core.needs_import.headings import Header, Suggestion, TableError, find_header
from fordel.core.needs_import.suggestions import suggest_for_table
from fordel.programme.models import Round
from fordel.reports.presentation.words import sheet_error, table_error
from fordel.reports.selectors.counted_answers import answer_columns
from fordel.shared.errors import UserError
from fordel.shared.spreadsheet_words import file_error
from fordel.shared.spreadsheets import Sheet, SpreadsheetError, Workbook, column_letter
from fordel.shared.spreadsheets.limited import read_spreadsheet


class UnusableFileError(UserError):
    """A file, or a choice of columns, that nothing can be imported from."""


@dataclass(frozen=True)
class OpenTable:
    """The sheet that was chosen, and the columns: those the user chose, else those suggested by their headings.

    `asked` are the questions that a column may answer. `other_sheets` look like reports too, and are not read.
    `is_guess`: nobody has chosen the columns, and one of them is a guess.
    """

    kind: str
    sheet: str
    other_sheets: tuple[str, ...]
    grid: Grid
    header: Header
    suggestion: Suggestion
    columns: Columns
    asked: tuple[AnswerColumn, ...]
    is_hidden: bool = False
    is_guess: bool = field(default=False, kw_only=True)

    def heading(self, column: int | None) -> str:
        """The heading as it is in the file, or the column's letter where it has none; '' without a column."""
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

    @property
    def looks_like_reports(self) -> bool:
        """Whether at most one of the columns that a report needs is not found."""
        return len(self.suggestion.missing) <= 1 and self.header.recognised > 2


def open_table(
    name: str, content: bytes, round_: Round, columns: Columns | None = None, sheet: str | None = None
) -> OpenTable:
    """The table in a file of the round. Raises UnusableFileError when it cannot be read or holds none."""
    try:
        workbook = read_spreadsheet(name, content)
    except SpreadsheetError as error:
        message, fix = file_error(error.code, error.params)
        raise UnusableFileError(message, fix, field="file") from error
    asked = answer_columns(round_.scheme)
    chosen, others = _choose(workbook, round_.year, asked, sheet)
    return OpenTable(
        kind=workbook.kind,
        sheet=chosen.sheet.name,
        other_sheets=others,
        grid=chosen.grid,
        header=chosen.header,
        suggestion=chosen.suggestion,
        columns=dict(columns) if columns is not None else dict(chosen.suggestion.columns),
        asked=asked,
        is_hidden=chosen.sheet.hidden,
        is_guess=columns is None and bool(chosen.suggestion.guessed),
    )


def _choose(
    workbook: Workbook, year: int, asked: tuple[AnswerColumn, ...], wanted: str | None
) -> tuple[_Candidate, tuple[str, ...]]:
    """The best sheet, and the names of others that look like tables of reports too."""
    wanted = _named_sheet(workbook, wanted)
    candidates: list[_Candidate] = []
    faults: list[tuple[bool, TableError]] = []
    twofold = []
    for sheet in workbook.sheets:
        if sheet.is_empty:
            continue
        grid = Grid(
            sheet.rows,
            sheet.formulas,
            sheet.errors,
            sheet.merged,
            units=sheet.units,
            hidden_rows=sheet.hidden_rows,
            hidden_columns=sheet.hidden_columns,
        )
        try:
            header = find_header(grid)
        except TableError as error:
            twofold += [sheet.name] if error.code == "two_headers" else []
            if wanted in (None, sheet.name):
                faults.append((error.code == "two_headers", error))
            continue
        candidates.append(_Candidate(sheet, grid, header, suggest_for_table(grid, header, year, asked)))
    wished = [candidate for candidate in candidates if wanted in (None, candidate.sheet.name)]
    best = max(wished, key=lambda candidate: candidate.rank, default=None)
    if best is None or (best.suggestion.missing and any(is_two for is_two, _error in faults)):
        raise _no_table(faults)
    others = [c.sheet.name for c in candidates if c is not best and c.looks_like_reports]
    return best, (*others, *(name for name in twofold if name != best.sheet.name))


def _named_sheet(workbook: Workbook, wanted: str | None) -> str | None:
    """The sheet's own spelling of the name. Raises UnusableFileError when there is none of that name."""
    names = [sheet.name for sheet in workbook.sheets]
    if wanted is None or wanted in names:
        return wanted
    same = [name for name in names if name.strip().casefold() == wanted.strip().casefold()]
    if len(same) != 1:
        message, fix = sheet_error(wanted, names)
        raise UnusableFileError(message, fix)
    return same[0]


def _no_table(faults: list[tuple[bool, TableError]]) -> UnusableFileError:
    error = max(faults, key=lambda fault: fault[0], default=(False, TableError("no_header")))[1]
    message, fix = table_error(error.code, error.params)
    return UnusableFileError(message, fix, field="file")
