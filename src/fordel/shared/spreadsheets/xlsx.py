"""Reads .xlsx: values by the fast reader, and what it does not tell (formulas, errors, true size) from the XML."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Final

import python_calamine

from fordel.shared.spreadsheets.archive import Archive, repack
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
    column_index,
    trimmed,
)
from fordel.shared.spreadsheets.xml_events import parse_xml

_REFERENCE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_RELATIONSHIP_ID: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATIONSHIP_ID: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


@dataclass(frozen=True)
class _SheetPart:
    name: str
    path: str
    hidden: bool


def read_xlsx(content: bytes, limits: Limits) -> Workbook:
    """Every sheet of the workbook. Raises SpreadsheetError, also for macros and for a sheet larger than the limits."""
    archive = Archive(content, limits)
    _refuse_macros(archive)
    parts = _sheet_parts(archive)
    if len(parts) > limits.sheets:
        raise SpreadsheetError("too_many_sheets", sheets=len(parts), limit=limits.sheets)
    kept = {name: archive.read(name) for name in archive.names if _is_needed(name)}
    scans = {part.path: _SheetScan(part.name, limits) for part in parts if part.path in kept}
    for path, scan in scans.items():
        scan.run(kept[path])
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(repack(kept))
        values = {part.name: _values(book, part.name) for part in parts if part.path in scans}
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SpreadsheetError("damaged") from error
    return Workbook(
        "xlsx",
        [
            Sheet(p.name, values[p.name], p.hidden, s.formulas, s.errors, s.merged)
            for p in parts
            if (s := scans.get(p.path)) is not None
        ],
    )


def _refuse_macros(archive: Archive) -> None:
    names = {name.lower() for name in archive.names}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
        raise SpreadsheetError("macros")
    if "[Content_Types].xml" in archive.names and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise SpreadsheetError("macros")


def _is_needed(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and (
        name in {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}
        or name.startswith("xl/worksheets/sheet")
        or re.fullmatch(r"xl/worksheets/[^/]+\.xml", name) is not None
        or name in {"xl/sharedStrings.xml", "xl/styles.xml"}
    )


def _sheet_parts(archive: Archive) -> list[_SheetPart]:
    targets: dict[str, str] = {}

    def relationship(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = path

    found: list[_SheetPart] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identifier = attributes.get(_RELATIONSHIP_ID) or attributes.get(_STRICT_RELATIONSHIP_ID) or ""
            hidden = attributes.get("state", "visible") != "visible"
            found.append(_SheetPart(attributes.get("name", ""), targets.get(identifier, ""), hidden))

    parse_xml(archive.read("xl/_rels/workbook.xml.rels"), relationship, lambda _name: None, lambda _text: None)
    parse_xml(archive.read("xl/workbook.xml"), sheet, lambda _name: None, lambda _text: None)
    return found


def _values(book: python_calamine.CalamineWorkbook, name: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    return trimmed(rows)


def _corners(reference: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of `A1:B2` (rows from 1, columns from 0), or None."""
    found = _REFERENCE.findall(reference)
    if not found or len(found) > 2:
        return None
    (first_letters, first_row), (last_letters, last_row) = found[0], found[-1]
    return int(first_row), column_index(first_letters), int(last_row), column_index(last_letters)


@dataclass
class _SheetScan:
    """Goes through a sheet's XML once: how large it claims to be and is, its formulas, errors and merged ranges."""

    name: str
    limits: Limits
    formulas: dict[tuple[int, int], Formula] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    _row: int = 0
    _column: int = -1
    _is_error: bool = False
    _formula: str | None = None
    _value: str = ""
    _inside: str = ""

    def run(self, content: bytes) -> None:
        parse_xml(content, self._start, self._end, self._text)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._start_cell(attributes)
        elif name == "row":
            self._row = int(attributes["r"]) if attributes.get("r", "").isdigit() else self._row + 1
            self._column = -1
        elif name == "f":
            self._formula, self._inside = "", "f"
        elif name in ("v", "t"):
            self._inside = "v"
        elif name in ("dimension", "mergeCell"):
            self._range(name, attributes.get("ref", ""))

    def _range(self, name: str, reference: str) -> None:
        corners = _corners(reference)
        if corners is None:
            return
        if name == "mergeCell":
            self.merged.append(MergedRange(*corners))
            return
        check_width(corners[3] + 1, self.limits, self.name)
        check_height(corners[2], self.limits, self.name)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        corners = _corners(attributes.get("r", ""))
        if corners is None:
            self._column += 1
        else:
            self._row, self._column = corners[0], corners[1]
        self._is_error = attributes.get("t") == "e"
        self._formula, self._value = None, ""

    def _text(self, text: str) -> None:
        if self._inside == "f":
            self._formula = (self._formula or "") + text
        elif self._inside == "v":
            self._value += text

    def _end(self, name: str) -> None:
        if name in ("f", "v", "t"):
            self._inside = ""
        elif name == "c" and (self._value or self._formula is not None):
            check_width(self._column + 1, self.limits, self.name)
            check_height(self._row, self.limits, self.name)
            place = (self._row, self._column)
            if self._formula is not None:
                self.formulas[place] = Formula(self._formula, self._value != "")
            if self._is_error:
                self.errors[place] = self._value
