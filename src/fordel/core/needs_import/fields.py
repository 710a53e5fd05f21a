"""The fields of a needs report that a column may hold, and what is passed about cells and mistakes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final

Cell = None | str | int | float | bool | date | datetime | time | timedelta
Place = tuple[int, int]  # row number from 1, column from 0
Columns = Mapping[str, int]  # a `Field`, or the key of a question's `AnswerColumn` -> the column that holds it


class Field(StrEnum):
    NUMBER = "number"
    SUBMITTED = "submitted"
    OWNER = "owner"
    OWNER_NUMBER = "owner_number"
    MUNICIPALITY = "municipality"
    TARGET_GROUP = "target_group"
    TITLE = "title"
    THEME = "theme"
    NETWORK = "network"
    PARTICIPATING = "participating"
    PARTNER = "partner"
    SAMI = "sami"
    DURATION = "duration"
    AMOUNT = "amount"
    PARTNER_AMOUNT = "partner_amount"
    EMPLOYEES = "employees"
    CHILDREN = "children"
    TOOK_PART = "took_part"


REQUIRED: Final = (Field.TARGET_GROUP, Field.TITLE, Field.AMOUNT)
OWNER_FIELDS: Final = (Field.OWNER, Field.OWNER_NUMBER)


@dataclass(frozen=True)
class Grid:
    """A sheet as the rules need it. `rows[n]` is row number n + 1; formulas are (text, whether a value is stored).

    `units` say what a number counts if not kroner (`%`, `EUR`). Hidden rows are numbered from 1, columns from 0.
    """

    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[Place, tuple[str, bool]] = field(default_factory=dict)
    errors: Mapping[Place, str] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()
    units: Mapping[Place, str] = field(default_factory=dict)
    hidden_rows: Collection[int] = ()
    hidden_columns: Collection[int] = ()

    def cell(self, row: int, column: int | None) -> Cell:
        if column is None or not 0 < row <= len(self.rows):
            return None
        cells = self.rows[row - 1]
        return cells[column] if column < len(cells) else None


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell (or, where `column` is None, with a row). `code` and `params` become the message."""

    row: int
    code: str
    column: int | None = None
    value: str = ""
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """An amount that stood as text, and how it was read (kroner)."""

    row: int
    column: int
    text: str
    kroner: int


def shown(cell: Cell) -> str:
    """The cell as a person saw it: whole numbers without decimals, dates as 30.01.2026."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def is_blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
