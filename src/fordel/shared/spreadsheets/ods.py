"""Reads .ods (OpenDocument): values, formulas and merged cells, with repeated cells unfolded only within limits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from fordel.shared.archive import Archive
from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError, Usage, whole_number
from fordel.shared.spreadsheets.model import (
    Cell,
    Formula,
    MergedRange,
    Sheet,
    Workbook,
    count_merged,
    trimmed,
)
from fordel.shared.spreadsheets.xml_events import parse_xml

_TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_CALC: Final = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
# What may be anchored to a cell and holds paragraphs of its own.
_BESIDE_THE_TEXT: Final = frozenset(
    {
        *("annotation", "frame", "text-box", "custom-shape", "rect", "caption", "circle", "ellipse", "line"),
        *("polyline", "polygon", "regular-polygon", "path", "connector", "measure", "g"),
    }
)


def read_ods(content: bytes, limits: Limits) -> Workbook:
    """Every sheet of the document. Raises SpreadsheetError."""
    archive = Archive(content, limits)
    if archive.has_encrypted_content:
        raise SpreadsheetError("password")
    if archive.has_macros:
        raise SpreadsheetError("macros")
    scan = _OdsScan(Usage(limits))
    parse_xml(archive.read("content.xml"), scan.start, scan.end, scan.text)
    return Workbook("ods", [_finished(sheet, scan.usage) for sheet in scan.sheets])


def _finished(sheet: Sheet, usage: Usage) -> Sheet:
    width = max(map(len, sheet.rows), default=0)
    return replace(sheet, rows=trimmed(sheet.rows), merged=count_merged(sheet.merged, usage, len(sheet.rows), width))


@dataclass
class _OdsScan:
    usage: Usage
    sheets: list[Sheet] = field(default_factory=list)
    _hidden_styles: set[str] = field(default_factory=set)
    _style: str = ""
    _row: list[Cell] = field(default_factory=list)
    _row_text: int = 0
    _row_repeats: int = 1
    _blank_rows: int = 0
    _blank_cells: int = 0
    _cell: dict[str, str] | None = None
    _paragraphs: list[str] = field(default_factory=list)
    _length: int = 0
    _in_paragraph: int = 0
    _in_note: int = 0
    _row_is_hidden: bool = False
    _columns: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("table-cell", "covered-table-cell"):
            self._cell, self._paragraphs, self._length = attributes, [], 0
        elif name == "p" and self._cell is not None and not self._in_note:
            self._lengthen(1)
            self._paragraphs.append("")
            self._in_paragraph += 1
        elif name in ("s", "tab", "line-break") and self._in_paragraph:
            count = _count(attributes, _TEXT + "c") if name == "s" else 1
            self.text({"s": " ", "tab": "\t"}.get(name, "\n") * min(count, 1000))
        elif name in _BESIDE_THE_TEXT:
            self._in_note += 1
        elif name == "table-row":
            self._row_is_hidden = _is_hidden(attributes)
            self._row, self._row_text, self._blank_cells = [], 0, 0
            self._row_repeats = _count(attributes, _TABLE + "number-rows-repeated")
        elif name == "table":
            self._start_sheet(attributes)
        elif name == "table-column":
            self._column(attributes)
        elif name == "style":
            self._style = attributes.get(_STYLE + "name", "")
        elif name == "table-properties" and attributes.get(_TABLE + "display") == "false":
            self._hidden_styles.add(self._style)

    def _start_sheet(self, attributes: dict[str, str]) -> None:
        limit = self.usage.limits.sheets
        if len(self.sheets) >= limit:
            raise SpreadsheetError("too_many_sheets", sheets=len(self.sheets) + 1, limit=limit)
        self.usage.text(len(attributes.get(_TABLE + "name", "")))
        hidden = attributes.get(_TABLE + "style-name", "") in self._hidden_styles
        self.sheets.append(Sheet(attributes.get(_TABLE + "name", ""), [], hidden))
        self._blank_rows = self._columns = 0

    def _column(self, attributes: dict[str, str]) -> None:
        first, count = self._columns, _count(attributes, _TABLE + "number-columns-repeated")
        self._columns += count
        if _is_hidden(attributes):
            self._sheet().hidden_columns.update(range(first, min(self._columns, self.usage.limits.columns)))

    def text(self, text: str) -> None:
        if self._in_paragraph and self._paragraphs and not self._in_note:
            self._lengthen(len(text))
            self._paragraphs[-1] += text

    def _lengthen(self, number: int) -> None:
        """Counts what the cell holds so far, so that a text without end is not gathered first and refused then."""
        self._length += number
        if self._length > self.usage.limits.cell_length:
            self.usage.text(self._length)

    def end(self, name: str) -> None:
        if name in _BESIDE_THE_TEXT:
            self._in_note -= 1
        elif name == "p" and self._in_paragraph and not self._in_note:
            self._in_paragraph -= 1
        elif name in ("table-cell", "covered-table-cell") and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "table-row":
            self._end_row()

    def _end_cell(self, attributes: dict[str, str]) -> None:
        repeats = _count(attributes, _TABLE + "number-columns-repeated")
        value = _value(attributes, "\n".join(self._paragraphs))
        formula = attributes.get(_TABLE + "formula")
        spans, unit = _spans(attributes), _unit(attributes)
        if value is None and formula is None and spans is None:
            self._blank_cells += repeats
            return
        sheet = self._sheet()
        self.usage.width(len(self._row) + self._blank_cells + repeats, sheet.name)
        self.usage.text(len(formula or "") + len(unit), repeats)
        if isinstance(value, str):
            self.usage.text(len(value), repeats)
            self._row_text += len(value) * repeats
        self._row.extend([None] * self._blank_cells)
        self._blank_cells = 0
        row = len(sheet.rows) + self._blank_rows + 1
        for column in range(len(self._row), len(self._row) + repeats):
            if formula is not None:
                is_stored = value is not None or attributes.get(_OFFICE + "value-type") == "string"
                sheet.formulas[row, column] = Formula(formula.removeprefix("of:"), is_stored)
            if isinstance(value, str) and _is_error(attributes, value):
                sheet.errors[row, column] = value
            elif unit:
                sheet.units[row, column] = unit
        if spans:
            column = len(self._row)
            sheet.merged.append(MergedRange(row, column, row + spans[0] - 1, column + spans[1] - 1))
        self._row.extend([value] * repeats)

    def _end_row(self) -> None:
        if not self._row:
            self.usage.rows()
            self._blank_rows += self._row_repeats
            return
        sheet = self._sheet()
        repeats = self._row_repeats
        self.usage.height(len(sheet.rows) + self._blank_rows + repeats, sheet.name)
        self.usage.rows(repeats)
        self.usage.cells(len(self._row) * repeats)
        self.usage.more_text(self._row_text * (repeats - 1))
        sheet.rows.extend([] for _ in range(self._blank_rows))
        self._blank_rows = 0
        if self._row_is_hidden:
            sheet.hidden_rows.update(range(len(sheet.rows) + 1, len(sheet.rows) + repeats + 1))
        sheet.rows.extend(list(self._row) for _ in range(repeats))

    def _sheet(self) -> Sheet:
        if not self.sheets:
            raise SpreadsheetError("damaged")
        return self.sheets[-1]


def _count(attributes: dict[str, str], name: str) -> int:
    """How many times; 1 if the file does not say, or says nothing. Raises SpreadsheetError `damaged`."""
    return whole_number(attributes.get(name) or "1")


def _spans(attributes: dict[str, str]) -> tuple[int, int] | None:
    rows = _count(attributes, _TABLE + "number-rows-spanned")
    columns = _count(attributes, _TABLE + "number-columns-spanned")
    return (rows, columns) if rows > 1 or columns > 1 else None


def _is_hidden(attributes: dict[str, str]) -> bool:
    return attributes.get(_TABLE + "visibility", "visible") != "visible"


def _is_error(attributes: dict[str, str], text: str) -> bool:
    has_formula = _TABLE + "formula" in attributes
    return attributes.get(_CALC + "value-type") == "error" or (has_formula and text.startswith(("#", "Err:")))


def _unit(attributes: dict[str, str]) -> str:
    """What the number counts, '' for kroner and for plain numbers."""
    kind = attributes.get(_OFFICE + "value-type", "")
    currency = attributes.get(_OFFICE + "currency", "") if kind == "currency" else ""
    return "%" if kind == "percentage" else "" if currency.upper() in ("NOK", "KR") else currency


def _value(attributes: dict[str, str], text: str) -> Cell:
    """The cell's value after its type; text where it has none."""
    kind = attributes.get(_OFFICE + "value-type", "")
    if text and _is_error(attributes, text):
        kind = ""
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
