"""The status as a spreadsheet with a sheet for each table, and as CSV for one of them."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext

from fordel.insight.presentation.exports.download import Download, file_name, title_of
from fordel.insight.presentation.figures import Figure, all_figures
from fordel.insight.presentation.tables import Table, key_table, report_table
from fordel.insight.selectors.status import StatusView
from fordel.shared.spreadsheets.write import write_csv

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NUMBER: Final = "#,##0"
_DECIMAL: Final = "0.00"


def csv_of(view: StatusView, figure: Figure) -> Download:
    """The figure's table, numbers as numbers."""
    content = write_csv(figure.table.headings, figure.table.values())
    return Download(file_name(view, figure.key, "csv"), "text/csv; charset=utf-8", content)


def spreadsheet_of(view: StatusView) -> Download:
    """A sheet for the key figures, one for the reports (for those who may read them), and one for each figure."""
    names = {
        "frame": gettext("Needs and frame"),
        "themes": gettext("Themes"),
        "partners": gettext("Partners"),
        "room": gettext("Room of providers"),
        "sami": gettext("Sámi perspective"),
        "networks": gettext("Networks"),
        "municipalities": gettext("Municipalities"),
        "years": gettext("Frames by year"),
    }
    sheets = [(gettext("Figures"), key_table(view))]
    sheets += [(names.get(figure.key) or sheet_name(figure.name), figure.table) for figure in all_figures(view)]
    if view.shows_reports:
        sheets.insert(1, (gettext("Reports"), report_table(view)))
    return Download(file_name(view, "", "xlsx"), XLSX, workbook_of(title_of(view), sheets))


def sheet_name(text: str) -> str:
    """A name that a spreadsheet program takes: these characters are not allowed in it."""
    return re.sub(r"[\[\]:*?/\\]", " ", text).strip("' ")


def workbook_of(title: str, sheets: list[tuple[str, Table]]) -> bytes:
    """A workbook with a sheet for each table; its name is cut to what a spreadsheet program takes."""
    buffer = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": title})
    formats = {
        "text": book.add_format({"valign": "top", "text_wrap": True}),
        "number": book.add_format({"num_format": _NUMBER, "valign": "top"}),
        "decimal": book.add_format({"num_format": _DECIMAL, "valign": "top"}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2}),
        "head_number": book.add_format(
            {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "align": "right"}
        ),
        "total": book.add_format({"bold": True, "top": 2}),
        "total_number": book.add_format({"bold": True, "top": 2, "num_format": _NUMBER}),
    }
    for name, table in sheets:
        _sheet(book.add_worksheet(name[:31]), table, formats)
    book.close()
    return buffer.getvalue()


def _sheet(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, (heading, numeric) in enumerate(table.columns):
        longest = max((len(row[column].text) for row in table.rows), default=0)
        sheet.set_column(column, column, min(max(longest + 2, len(heading) // (2 if numeric else 1) + 4, 9), 48))
        sheet.write_string(0, column, heading, formats["head_number" if numeric else "head"])
    for index, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            number = formats["decimal" if isinstance(cell.value, float) else "number"]
            _write(sheet, index + 1, column, cell.value, (formats["text"], number))
    for column, cell in enumerate(table.total):
        _write(sheet, len(table.rows) + 1, column, cell.value, (formats["total"], formats["total_number"]))


def _write(sheet: Any, row: int, column: int, value: str | int | float | None, formats: tuple[Any, Any]) -> None:
    if isinstance(value, int | float):
        sheet.write_number(row, column, value, formats[1])
    elif value is None:
        sheet.write_blank(row, column, None, formats[1])
    else:
        sheet.write_string(row, column, value, formats[0])
