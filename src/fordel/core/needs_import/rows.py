"""Goes through the rows below the headings: which are reports, which are sums, and which need nothing."""

from __future__ import annotations

from dataclasses import dataclass, field

from fordel.core.needs_import.fields import Columns, Grid, is_blank
from fordel.core.needs_import.row_reader import RowReader, RowReading, RowValues, Rules, merged_cells
from fordel.core.needs_import.sum_rows import ASKED, SUM, SumJudge

__all__ = ["RowReading", "RowValues", "Rules", "SkippedRow", "TableReading", "read_table"]


@dataclass(frozen=True)
class SkippedRow:
    """A row that is no report. `kind` is sum (with its label) or note."""

    row: int
    kind: str
    label: str


@dataclass
class TableReading:
    rows: list[RowReading] = field(default_factory=list)
    skipped: list[SkippedRow] = field(default_factory=list)


def read_table(grid: Grid, header_row: int, columns: Columns, rules: Rules) -> TableReading:
    """Every row below `header_row`. A row is a report unless it is blank, a sum or a note; one that may be a report
    or a sum is read, with that problem."""
    found = TableReading()
    merged = merged_cells(grid, columns)
    judge = SumJudge()
    width = max((n + 1 for n, cell in enumerate(grid.rows[header_row - 1]) if not is_blank(cell)), default=0)
    for number in range(header_row + 1, len(grid.rows) + 1):
        reader = RowReader(grid, number, columns, rules, merged)
        if reader.is_empty:
            continue
        if (note := reader.note()) is not None:
            found.skipped.append(SkippedRow(number, "note", note))
            continue
        shape = reader.shape()
        verdict = SUM if reader.is_lonely_amount_formula else judge.judge(shape)
        if verdict == SUM:
            found.skipped.append(SkippedRow(number, "sum", shape.label or shape.owner))
        else:
            found.rows.append(reader.read(is_asked=verdict == ASKED, width=width))
    return found
