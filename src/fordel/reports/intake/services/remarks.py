"""What was chosen among several readings of a file, beside the problems of single rows: the user sees it each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fordel.core.needs_import.amount_headings import names_other_unit, says_other_unit_of_all
from fordel.core.needs_import.fields import Field, Problem
from fordel.core.needs_import.rows import SkippedRow
from fordel.core.needs_import.suggestions import unit_around
from fordel.core.needs_import.sums import SumCheck
from fordel.reports.intake.services.open_table import OpenTable

REMARKS: Final = frozenset(
    {
        *("sheets_not_read", "hidden_sheet", "hidden_rows", "hidden_column", "amount_unit", "sum_differs"),
        *("title_guessed", "field_not_read"),
    }
)
_SEEN_IN_A_TABLE: Final = (Field.AMOUNT, Field.PARTNER_AMOUNT, Field.TARGET_GROUP)


def remarks_of(
    table: OpenTable,
    skipped: Sequence[SkippedRow],
    sums: Sequence[SumCheck],
    kroner: Mapping[int, int],
    *,
    is_sheet_named: bool,
) -> list[Problem]:
    """Problems with the codes of REMARKS. `kroner` are by row, of the rows that are imported."""
    return [
        *_of_sheets(table, is_sheet_named=is_sheet_named),
        *_of_columns(table, skipped),
        *_of_unread_fields(table),
        *_of_hidden_rows(table, kroner),
        *_of_sums(table, sums),
    ]


def _of_sheets(table: OpenTable, *, is_sheet_named: bool) -> Iterator[Problem]:
    header = table.header.row
    if table.is_hidden and not is_sheet_named:
        yield Problem(header, "hidden_sheet", None, table.sheet, {"sheet": table.sheet})
    if table.other_sheets and not is_sheet_named:
        names = ", ".join(f"«{name}»" for name in table.other_sheets)
        count = len(table.other_sheets)
        yield Problem(header, "sheets_not_read", None, names, {"sheet": table.sheet, "names": names, "count": count})


def _of_columns(table: OpenTable, skipped: Sequence[SkippedRow]) -> Iterator[Problem]:
    header, grid = table.header.row, table.grid
    if table.is_guess:
        column = table.suggestion.columns[Field.TITLE]
        yield Problem(header, "title_guessed", column, table.heading(column))
    for code in _SEEN_IN_A_TABLE:
        hidden = table.columns.get(code)
        if hidden is not None and hidden in grid.hidden_columns:
            yield Problem(header, "hidden_column", hidden, table.heading(hidden), {"name": table.heading(hidden)})
    amount = table.columns.get(Field.AMOUNT)
    notes = any(says_other_unit_of_all(line.label) for line in skipped if line.kind == "note")
    if amount is not None and (names_other_unit(table.heading(amount)) or unit_around(grid, table.header) or notes):
        yield Problem(header, "amount_unit", amount, table.heading(amount))


def _of_unread_fields(table: OpenTable) -> Iterator[Problem]:
    """Fields that are left empty because no column could be chosen for them."""
    unread = {**{code: (column,) for code, column in table.suggestion.unread.items()}, **table.suggestion.unclear}
    for code, columns in unread.items():
        if code not in table.columns and not set(columns) & set(table.columns.values()):
            names = ", ".join(f"«{table.heading(column)}»" for column in columns)
            names_of_question = {each.key: dict(each.question.counted) for each in table.asked}
            params = {"names": names, "field": str(code), "question": names_of_question.get(code)}
            yield Problem(table.header.row, "field_not_read", None, names, params)


def _of_hidden_rows(table: OpenTable, kroner: Mapping[int, int]) -> Iterator[Problem]:
    rows = sorted(set(table.grid.hidden_rows) & kroner.keys())
    if rows:
        total = sum(kroner[row] for row in rows)
        named = ", ".join(map(str, rows[:20])) + ("…" if len(rows) > 20 else "")
        yield Problem(rows[0], "hidden_rows", None, named, {"count": len(rows), "rows": named, "kroner": total})


def _of_sums(table: OpenTable, sums: Sequence[SumCheck]) -> Iterator[Problem]:
    column = table.columns.get(Field.AMOUNT)
    for line in sums:
        if not line.agrees and not line.text_rows and not line.left_out:
            params = {"label": line.label or "SUM", "file_sum": line.shown, "our_sum": line.ours}
            yield Problem(line.row, "sum_differs", column, str(line.shown), params)
