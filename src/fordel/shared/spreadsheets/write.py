"""Writes tables as .xlsx and .csv. A cell that begins like a formula is text, and stays text when it is opened."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter

from fordel.shared.spreadsheets.model import Cell

_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r")
_SHEET_NAME: Final = 31


def safe_text(text: str) -> str:
    """The text with an apostrophe before a character that a spreadsheet would take as the start of a formula."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark and semicolons, as Norwegian spreadsheet programs open it; dates as 30.01.2026."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";")
    writer.writerow([safe_text(heading) for heading in headings])
    for row in rows:
        writer.writerow([_csv_cell(cell) for cell in row])
    return buffer.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> Any:
    if isinstance(cell, str):
        return safe_text(cell)
    if isinstance(cell, bool) or cell is None:
        return "" if cell is None else int(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return cell


def write_xlsx(
    sheet_name: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    widths: Sequence[int] = (),
    marked: Sequence[tuple[int, int]] = (),
) -> bytes:
    """One sheet with a bold, frozen header row. Text is written as text, never as a formula or a link.

    `marked` are (row of `rows` from 0, column) that get a warning colour.
    """
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    sheet = book.add_worksheet(_sheet_name(sheet_name))
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd.mm.yyyy"}),
        "number": book.add_format({"num_format": "#,##0"}),
        "": None,
    }
    warning = {kind: {"bg_color": "#FAE6C6", **extra} for kind, extra in _EXTRA.items()}
    marks = {kind: book.add_format(properties) for kind, properties in warning.items()}
    sheet.write_row(0, 0, list(headings), formats["head"])
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    flagged = set(marked)
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            chosen = marks if (index, column) in flagged else formats
            _write_cell(sheet, index + 1, column, cell, chosen)
    book.close()
    return buffer.getvalue()


_EXTRA: Final[dict[str, dict[str, str]]] = {
    "": {},
    "date": {"num_format": "dd.mm.yyyy"},
    "number": {"num_format": "#,##0"},
}


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None:
        sheet.write_blank(row, column, None, formats[""])
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell, formats[""])
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, column, cell, formats["number" if abs(cell) >= 1000 and cell == int(cell) else ""])
    elif isinstance(cell, (datetime, date)):
        sheet.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, (time, timedelta)):
        sheet.write_string(row, column, str(cell), formats[""])
    else:
        sheet.write_string(row, column, cell, formats[""])


def _sheet_name(name: str) -> str:
    return "".join("-" if letter in "[]:*?/\\'" else letter for letter in name)[:_SHEET_NAME] or "1"
