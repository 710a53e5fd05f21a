"""Reads .ods (OpenDocument): values, formulas and merged cells, with repeated cells unfolded only within limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from fordel.shared.spreadsheets.archive import Archive
from fordel.shared.spreadsheets.model import (
    Cell,
    Formula,
    Limits,
    MergedRange,
    Sheet,
    SpreadsheetError,
    Workbook,
    check_height,
    check_width,
    trimmed,
)
from fordel.shared.spreadsheets.xml_events import parse_xml

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "


def read_ods(content: bytes, limits: Limits) -> Workbook:
    """Every sheet of the document. Raises SpreadsheetError."""
    archive = Archive(content, limits)
    if "META-INF/manifest.xml" in archive.names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise SpreadsheetError("password")
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        raise SpreadsheetError("macros")
    scan = _OdsScan(limits)
    parse_xml(archive.read("content.xml"), scan.start, scan.end, scan.text)
    return Workbook("ods", [replace(sheet, rows=trimmed(sheet.rows)) for sheet in scan.sheets])


@dataclass
class _OdsScan:
    limits: Limits
    sheets: list[Sheet] = field(default_factory=list)
    _hidden_styles: set[str] = field(default_factory=set)
    _style: str = ""
    _row: list[Cell] = field(default_factory=list)
    _row_repeats: int = 1
    _blank_rows: int = 0
    _blank_cells: int = 0
    _cell: dict[str, str] | None = None
    _paragraphs: list[str] = field(default_factory=list)
    _in_paragraph: int = 0
    _in_note: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs = attributes, []
        elif name == "p" and self._cell is not None and not self._in_note:
            self._paragraphs.append("")
            self._in_paragraph += 1
        elif name in ("s", "tab", "line-break") and self._in_paragraph:
            count = int(attributes.get(_TEXT + "c", "1") or 1) if name == "s" else 1
            self.text({"s": " ", "tab": "\t"}.get(name, "\n") * min(count, 1000))
        elif name == "annotation":
            self._in_note += 1
        elif name == "table-row":
            self._row, self._blank_cells = [], 0
            self._row_repeats = int(attributes.get(_TABLE + "number-rows-repeated", "1"))
        elif name == "table":
            self._start_sheet(attributes)
        elif name == "style":
            self._style = attributes.get(_STYLE + "name", "")
        elif name == "table-properties" and attributes.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        if len(self.sheets) >= self.limits.sheets:
            raise SpreadsheetError("too_many_sheets", sheets=len(self.sheets) + 1, limit=self.limits.sheets)
        hidden = attributes.get(_TABLE + "style-name", "") in self._hidden_styles
        self.sheets.append(Sheet(attributes.get(_TABLE + "name", ""), [], hidden))
        self._blank_rows = 0

    def text(self, text: str) -> None:
        if self._in_paragraph and not self._in_note:
            self._paragraphs[-1] += text

    def end(self, name: str) -> None:
        if name == "annotation":
            self._in_note -= 1
        elif name == "p" and self._in_paragraph and not self._in_note:
            self._in_paragraph -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table-row":
            self._end_row()

    def _end_cell(self, attributes: dict[str, str]) -> None:
        repeats = int(attributes.get(_TABLE + "number-columns-repeated", "1"))
        value = _value(attributes, "\n".join(self._paragraphs))
        formula = attributes.get(_TABLE + "formula")
        if value is None and formula is None and not _spans(attributes):
            self._blank_cells += repeats
            return
        sheet = self.sheets[-1]
        check_width(len(self._row) + self._blank_cells + repeats, self.limits, sheet.name)
        self._row.extend([None] * self._blank_cells)
        self._blank_cells = 0
        row = len(sheet.rows) + self._blank_rows + 1
        for column in range(len(self._row), len(self._row) + repeats):
            if formula is not None:
                sheet.formulas[row, column] = Formula(formula.removeprefix("of:"), value is not None)
            if isinstance(value, str) and formula is not None and value.startswith(("#", "Err:")):
                sheet.errors[row, column] = value
        if spans := _spans(attributes):
            column = len(self._row)
            sheet.merged.append(MergedRange(row, column, row + spans[0] - 1, column + spans[1] - 1))
        self._row.extend([value] * repeats)

    def _end_row(self) -> None:
        if not self._row:
            self._blank_rows += self._row_repeats
            return
        sheet = self.sheets[-1]
        check_height(len(sheet.rows) + self._blank_rows + self._row_repeats, self.limits, sheet.name)
        sheet.rows.extend([] for _ in range(self._blank_rows))
        self._blank_rows = 0
        sheet.rows.extend(list(self._row) for _ in range(self._row_repeats))


def _spans(attributes: dict[str, str]) -> tuple[int, int] | None:
    rows = int(attributes.get(_TABLE + "number-rows-spanned", "1"))
    columns = int(attributes.get(_TABLE + "number-columns-spanned", "1"))
    return (rows, columns) if rows > 1 or columns > 1 else None


def _value(attributes: dict[str, str], text: str) -> Cell:
    """The cell's value after its type; text where it has none."""
    kind = attributes.get(_OFFICE + "value-type", "")
    try:
        if kind in ("float", "currency", "percentage"):
            number = float(attributes[_OFFICE + "value"])
            return int(number) if number.is_integer() and abs(number) < 2**53 else number
        if kind == "date":
            return _date(attributes[_OFFICE + "date-value"])
        if kind == "boolean":
            return attributes[_OFFICE + "boolean-value"] == "true"
        if kind == "string":
            return attributes.get(_OFFICE + "string-value") or text or None
    except (KeyError, ValueError):
        return text or None
    return text or None


def _date(text: str) -> date:
    moment = datetime.fromisoformat(text)
    return moment if "T" in text and moment.time() != datetime.min.time() else moment.date()
