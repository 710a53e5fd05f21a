"""Compares the sums that stand in the file with ours, and says why they differ."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fordel.core.amounts import AmountError, amount_from_cell
from fordel.core.needs_import.fields import Cell, Grid, is_blank
from fordel.core.needs_import.rows import SkippedRow

_RANGE: Final = re.compile(
    r"(?:of:)?=?\s*(?:SUM|SUMMER|SUBTOTAL|DELSUM)\s*\((?:(?:9|109)\s*[,;]\s*)?\[?\.?\$?([A-Z]{1,3})\$?([0-9]{1,7})"
    r"\s*:\s*\.?\$?([A-Z]{1,3})\$?([0-9]{1,7})\]?\)",
    re.IGNORECASE,
)

# A hundred totals of the longest sheet. Sums of parts never come near it; thousands of totals of everything would take
# minutes, and nobody reads that many.
_MOST_ROWS_LOOKED_AT: Final = 2_000_000


@dataclass(frozen=True)
class SumCheck:
    """One sum of the file beside ours, in kroner.

    `shown` is what the file shows, or would show in a spreadsheet program when `is_stored` is False; None where that
    cannot be known. `text_rows` are rows that the program's SUM leaves out because their amount is text, `left_out`
    rows that we do not import; each sums to the kroner beside it.
    """

    row: int
    label: str
    shown: int | None
    is_stored: bool
    ours: int
    text_rows: tuple[int, ...]
    text_kroner: int
    left_out: tuple[int, ...]

    @property
    def agrees(self) -> bool:
        return self.shown is None or self.shown == self.ours


def check_sums(
    grid: Grid,
    header_row: int,
    column: int,
    *,
    sums: Sequence[SkippedRow],
    amounts: Mapping[int, int],
    left_out: Collection[int],
) -> list[SumCheck]:
    """A check for every sum row that has something in the amount column, the first ones only if there are thousands.

    `amounts` are our kroner by row, for the rows that are reports; `left_out` the rows that are not imported.
    """
    checks: list[SumCheck] = []
    previous = header_row
    looked_at = 0
    for line in sums:
        cell = grid.cell(line.row, column)
        formula = grid.formulas.get((line.row, column))
        if is_blank(cell) and formula is None:
            continue
        shown = None if formula else _kroner(cell)
        parts = [_range(formula, header_row, previous, line)]
        if shown is not None:
            others = [(previous + 1, line.row - 1), (header_row + 1, line.row - 1), (line.row + 1, len(grid.rows))]
            parts = sorted([*parts, *others], key=lambda part: _ours(amounts, *part) != shown)
        first, last = parts[0][0], min(parts[0][1], len(grid.rows))
        looked_at += 4 * len(amounts) if len(parts) > 1 else max(0, last - first)
        if looked_at > _MOST_ROWS_LOOKED_AT:
            return checks
        checks.append(
            _check(grid, column, line, rows=(first, last), header_row=header_row, amounts=amounts, left_out=left_out)
        )
        previous = line.row
    return checks


def _ours(amounts: Mapping[int, int], first: int, last: int) -> int:
    return sum(kroner for row, kroner in amounts.items() if first <= row <= last)


def _range(formula: tuple[str, bool] | None, header_row: int, previous: int, line: SkippedRow) -> tuple[int, int]:
    """The rows a sum covers: those its formula names, else from the last sum (a part) or the headings (a total)."""
    match = _RANGE.fullmatch(formula[0].strip()) if formula else None
    if match:
        return int(match[2]), int(match[4])
    is_part = re.match(r"del|sub|mellom|sum \w", line.label.casefold()) is not None
    return (previous if is_part else header_row) + 1, line.row - 1


def _check(
    grid: Grid,
    column: int,
    line: SkippedRow,
    *,
    rows: tuple[int, int],
    header_row: int,
    amounts: Mapping[int, int],
    left_out: Collection[int],
) -> SumCheck:
    covered = [row for row in range(max(rows[0], header_row + 1), min(rows[1], len(grid.rows)) + 1) if row in amounts]
    missing = tuple(row for row in range(rows[0], rows[1] + 1) if row in left_out)
    texts = tuple(row for row in covered if isinstance(grid.cell(row, column), str))
    formula = grid.formulas.get((line.row, column))
    stored = formula is None or formula[1]
    value = _kroner(grid.cell(line.row, column)) if stored else _as_program_sums(grid, column, rows, formula)
    return SumCheck(
        row=line.row,
        label=line.label,
        shown=value,
        is_stored=stored,
        ours=sum(amounts[row] for row in covered),
        text_rows=texts if formula is not None else (),
        text_kroner=sum(amounts[row] for row in texts) if formula is not None else 0,
        left_out=missing,
    )


def _kroner(cell: Cell) -> int | None:
    try:
        return amount_from_cell(cell, allow_zero=True).kroner
    except AmountError:
        return round(cell) if isinstance(cell, float) else None


def _as_program_sums(grid: Grid, column: int, rows: tuple[int, int], formula: tuple[str, bool] | None) -> int | None:
    """What SUM over the rows comes to where only number cells count; None for any other formula."""
    if formula is None or not _RANGE.fullmatch(formula[0].strip()):
        return None
    total = 0.0
    for row in range(rows[0], min(rows[1], len(grid.rows)) + 1):
        cell = grid.cell(row, column)
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            total += cell
    return round(total)
