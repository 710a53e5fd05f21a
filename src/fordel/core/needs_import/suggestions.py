"""Suggests what each column holds by its heading and by what is around it: above it, under it, and beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from fordel.core.needs_import.amount_headings import names_other_unit, names_other_year, says_other_unit_of_all
from fordel.core.needs_import.answers import AnswerColumn
from fordel.core.needs_import.fields import Field, Grid, is_blank, shown
from fordel.core.needs_import.headings import NOT_OURS, Header, Suggestion, looks_like, suggest_columns

_AMOUNTS: Final = (Field.AMOUNT, Field.PARTNER_AMOUNT)
_ROWS_ABOVE: Final = 10
_ROWS_LOOKED_AT: Final = 1_000


def suggest_for_table(grid: Grid, header: Header, year: int, asked: Sequence[AnswerColumn] = ()) -> Suggestion:
    """The suggestion by headings without the amounts that something around them makes doubtful, and with a single
    column of texts that is left over as the title, marked as a guess."""
    found = suggest_columns(header.headings, year, asked)
    doubtful = {code: column for code, column in found.columns.items() if code in _AMOUNTS}
    doubtful = {code: column for code, column in doubtful.items() if is_doubtful(grid, header, column, year)}
    if doubtful:
        columns = {code: column for code, column in found.columns.items() if code not in doubtful}
        aside = (doubtful[Field.AMOUNT],) if Field.AMOUNT in doubtful else ()
        unread = dict(found.unread)
        unread.update((code, column) for code, column in doubtful.items() if code is not Field.AMOUNT)
        found = replace(found, columns=columns, set_aside=(*found.set_aside, *aside), unread=unread)
    return _with_guessed_title(grid, header, found)


def is_doubtful(grid: Grid, header: Header, column: int, year: int) -> bool:
    """Whether the heading spans several columns of figures, or something above it names another unit or year."""
    if _spans_figures(grid, header.row, column):
        return True
    above = list(_above(grid, header.row, column))
    return any(names_other_unit(text) or names_other_year(text, year) for text in above) or unit_around(grid, header)


def unit_around(grid: Grid, header: Header) -> bool:
    """Whether a text above the table says that its amounts are in thousands, millions or euro."""
    rows = grid.rows[max(0, header.row - 1 - _ROWS_ABOVE) : header.row - 1]
    return any(isinstance(cell, str) and says_other_unit_of_all(cell) for row in rows for cell in row)


def _spans_figures(grid: Grid, header_row: int, column: int) -> bool:
    """Whether the heading is merged over several columns, of which more than one holds something below it."""
    for top, left, bottom, right in grid.merged:
        if top <= header_row <= bottom and left <= column <= right and right > left:
            rows = grid.rows[bottom : bottom + _ROWS_LOOKED_AT]
            filled = {n for row in rows for n in range(left, min(right + 1, len(row))) if not is_blank(row[n])}
            if len(filled) > 1:
                return True
    return False


def _above(grid: Grid, header_row: int, column: int) -> Iterator[str]:
    """The texts above the heading of a column that belong to it: in the column, or merged over it and its neighbours.

    What is merged over half of the headings or more is a title of the table.
    """
    width = sum(not is_blank(cell) for cell in grid.rows[header_row - 1])
    for row in range(max(1, header_row - 2), header_row):
        if not is_blank(cell := grid.cell(row, column)) and not _is_title(grid, row, column, width):
            yield shown(cell)
        for top, left, bottom, right in grid.merged:
            if top <= row <= bottom and left < column <= right and (right - left + 1) * 2 < width:
                yield shown(grid.cell(top, left))


def _is_title(grid: Grid, row: int, column: int, width: int) -> bool:
    return any(
        top <= row <= bottom and left <= column <= right and (right - left + 1) * 2 >= width
        for top, left, bottom, right in grid.merged
    )


def _with_guessed_title(grid: Grid, header: Header, found: Suggestion) -> Suggestion:
    if Field.TITLE in found.columns or Field.TITLE in found.unclear:
        return found
    left = [
        column
        for column, heading in enumerate(header.headings)
        if column not in found.columns.values()
        and not any(column in columns for columns in found.unclear.values())
        and column not in (*found.set_aside, *found.unread.values())
        and not NOT_OURS.search(heading.casefold())
        and looks_like(heading)[0] is None
        and _is_text(grid, header.row, column)
    ]
    if len(left) != 1:
        return found
    return replace(found, columns={**found.columns, Field.TITLE: left[0]}, guessed=frozenset({Field.TITLE}))


def _is_text(grid: Grid, header_row: int, column: int) -> bool:
    """Whether what is below the heading is texts with letters, and nothing else."""
    rows: Sequence[Sequence[object]] = grid.rows[header_row : header_row + _ROWS_LOOKED_AT]
    cells = [row[column] for row in rows if column < len(row)]
    filled = [cell for cell in cells if cell is not None and not (isinstance(cell, str) and not cell.strip())]
    return bool(filled) and all(isinstance(cell, str) and any(map(str.isalpha, cell)) for cell in filled)
