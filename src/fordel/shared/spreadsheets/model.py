"""What a spreadsheet is to the rest of the system, whatever the file format was."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from fordel.shared.spreadsheets.limits import SpreadsheetError, Usage

# Control characters that are no space, marks of direction and width, fillers: a reader sees none of them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
Cell = None | str | int | float | bool | date | datetime | time | timedelta


class Formula(NamedTuple):
    """A cell's formula; `has_value` says whether the file holds what it came to when it was last computed."""

    text: str
    has_value: bool


class MergedRange(NamedTuple):
    """A merged range with its corners included. Rows are numbered from 1, columns from 0."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class Sheet:
    """One sheet. `rows[n]` is the spreadsheet's row n + 1; rows and columns beyond the last value
    or formula are left out.

    `formulas`, `errors` (`#REF!`) and `units` (what a number counts if not kroner: `%`, `EUR`) are by (row number
    from 1, column from 0). `hidden_rows` are numbered from 1, `hidden_columns` from 0.
    """

    name: str
    rows: list[list[Cell]]
    hidden: bool = False
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    units: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        last = max((row for row, _column in self.formulas), default=0)
        self.rows.extend([] for _ in range(last - len(self.rows)))

    def cell(self, row: int, column: int) -> Cell:
        """The value at row number `row` (from 1) and `column` (from 0), or None where there is none."""
        if not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column] if 0 <= column < len(cells) else None

    @property
    def is_empty(self) -> bool:
        return not any(cell not in (None, "") for row in self.rows for cell in row) and not self.formulas


@dataclass
class Workbook:
    """A file's sheets. `kind` is xlsx, ods or csv."""

    kind: str
    sheets: list[Sheet]


def column_index(letters: str) -> int:
    """The column counted from 0 of its letters, in either case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def seen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return text if text.isascii() and text.isprintable() else _UNSEEN.sub("", text)


def trimmed(rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows without unseen characters, empty cells at their ends and empty rows at the end; empty text becomes
    None."""
    cleaned = []
    for row in rows:
        cells: list[Cell] = [(seen(cell) or None) if isinstance(cell, str) else cell for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        cleaned.append(cells)
    while cleaned and not cleaned[-1]:
        cleaned.pop()
    return cleaned


def count_merged(merged: Iterable[MergedRange], usage: Usage, height: int, width: int) -> list[MergedRange]:
    """The ranges that reach into a sheet of this height and width.

    Raises SpreadsheetError: too_many_merged, and damaged when they cover more than there is. Ranges in a file that a
    spreadsheet program saved never overlap, and that they do not is what keeps walking them as cheap as walking cells.
    """
    found = []
    covered = 0
    widest = usage.limits.columns - 1
    for each in merged:
        usage.merged()
        rows = min(each.last_row, height) - each.first_row + 1
        columns = min(each.last_column, width - 1) - each.first_column + 1
        if each.first_row >= 1 and rows >= 1 and columns >= 1:
            found.append(each._replace(last_column=min(each.last_column, widest)))
            covered += rows * columns
    if covered > height * width:
        raise SpreadsheetError("damaged")
    return found
