"""What a spreadsheet may hold and what reading it may cost, and the counter that holds a workbook to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final

from fordel.shared.archive import ArchiveLimits

_NUMBER: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Limits(ArchiveLimits):
    """What a file may hold at most; `file_size` in bytes.

    `rows` and `columns` are for each sheet, `cell_length` (characters) for each cell. `all_rows`, `cells`, `area`,
    `characters` and `merged` are for the whole workbook. `cells` counts every cell that the file names, also empty
    ones; `area` is the height times the width of each sheet, which is what it takes to lay its cells out; `characters`
    counts a text that several cells share once for each of them.
    """

    file_size: int = 20 * 1024 * 1024
    sheets: int = 50
    rows: int = 20_000
    all_rows: int = 100_000
    columns: int = 200
    cells: int = 1_000_000
    area: int = 4_000_000
    characters: int = 20_000_000
    cell_length: int = 32_767
    merged: int = 20_000


@dataclass(frozen=True)
class Cost:
    """What reading a file may take at most: seconds by the clock, bytes of address space, bytes of answer."""

    seconds: float = 10.0
    memory: int = 512 * 1024 * 1024
    answer: int = 160 * 1024 * 1024


LIMITS: Final = Limits()
COST: Final = Cost()


class SpreadsheetError(Exception):
    """A file that cannot be used. `code` is the kind of mistake, `params` the numbers and names for its message."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(f"{code} {params}" if params else code)
        self.code = code
        self.params = params


@dataclass
class Usage:
    """What a workbook has used of its limits so far, over all its sheets. Each method raises SpreadsheetError when
    the limit is passed, before anything is stored."""

    limits: Limits
    _rows: int = field(default=0, init=False)
    _cells: int = field(default=0, init=False)
    _area: int = field(default=0, init=False)
    _characters: int = field(default=0, init=False)
    _merged: int = field(default=0, init=False)

    def rows(self, number: int = 1) -> None:
        """Counts rows, also those without cells."""
        self._rows += number
        if self._rows > self.limits.all_rows:
            raise SpreadsheetError("too_many_rows_in_all", limit=self.limits.all_rows)

    def cells(self, number: int = 1) -> None:
        """Counts cells, also empty ones."""
        self._cells += number
        if self._cells > self.limits.cells:
            raise SpreadsheetError("too_many_cells", limit=self.limits.cells)

    def area(self, rows: int, columns: int) -> None:
        """Counts what it takes to lay out a sheet of this height and width."""
        self._area += rows * columns
        if self._area > self.limits.area:
            raise SpreadsheetError("too_many_cells", limit=self.limits.area)

    def text(self, length: int, times: int = 1) -> None:
        """Counts a text of `length` characters that is in `times` cells."""
        if length > self.limits.cell_length:
            raise SpreadsheetError("too_long_cell", limit=self.limits.cell_length)
        self.more_text(length * times)

    def more_text(self, length: int) -> None:
        """Counts characters that are repeated in further cells."""
        self._characters += length
        if self._characters > self.limits.characters:
            raise SpreadsheetError("too_much_text", limit=self.limits.characters)

    def merged(self) -> None:
        """Counts a merged range."""
        self._merged += 1
        if self._merged > self.limits.merged:
            raise SpreadsheetError("too_many_merged", limit=self.limits.merged)

    def width(self, columns: int, sheet: str = "") -> None:
        """Holds the width of one sheet against the limit."""
        if columns > self.limits.columns:
            raise SpreadsheetError("too_many_columns", columns=columns, limit=self.limits.columns, sheet=sheet)

    def height(self, rows: int, sheet: str = "") -> None:
        """Holds the height of one sheet against the limit."""
        if rows > self.limits.rows:
            raise SpreadsheetError("too_many_rows", rows=rows, limit=self.limits.rows, sheet=sheet)


def whole_number(text: str) -> int:
    """A count or a place that a file states: ASCII digits only, at most nine. Raises SpreadsheetError `damaged`."""
    if _NUMBER.fullmatch(text) is None:
        raise SpreadsheetError("damaged")
    return int(text)
