"""Reads .xlsx: values by the fast reader, after the XML has been held against the limits.

The fast reader lays a sheet out in memory from its first to its furthest cell and copies a shared text for every cell
that uses it, and ends the process when there is no memory for that. So nothing reaches it that was not counted here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import python_calamine

from fordel.shared.spreadsheets.archive import Archive, Copy
from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError, Usage
from fordel.shared.spreadsheets.model import Cell, Sheet, Workbook, count_merged, trimmed
from fordel.shared.spreadsheets.xlsx_parts import SheetScan, text_lengths
from fordel.shared.spreadsheets.xml_events import parse_xml

_RELATIONSHIP_ID: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATIONSHIP_ID: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_TEXTS: Final = "xl/sharedStrings.xml"
_NEEDED: Final = frozenset(
    {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
)


@dataclass(frozen=True)
class _SheetPart:
    name: str
    path: str
    hidden: bool


def read_xlsx(content: bytes, limits: Limits) -> Workbook:
    """Every sheet of the workbook. Raises SpreadsheetError, also for macros and for a workbook above the limits."""
    archive = Archive(content, limits)
    _refuse_macros(archive)
    parts = _sheet_parts(archive, limits)
    usage = Usage(limits)
    copy = Copy()
    for name in sorted(_NEEDED & archive.names):
        copy.add(name, archive.read(name))
    lengths: Sequence[int] = ()
    if _TEXTS in archive.names:
        texts = archive.read(_TEXTS)
        lengths = text_lengths(texts, limits)
        copy.add(_TEXTS, texts)
        del texts
    scans = {}
    for part in parts:
        scans[part.path] = SheetScan(part.name, usage, lengths)
        sheet = archive.read(part.path)
        scans[part.path].run(sheet)
        copy.add(part.path, sheet)
        del sheet
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(copy.finished())
        return Workbook("xlsx", [_sheet(book, part, scans[part.path], usage) for part in parts])
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise SpreadsheetError("damaged") from error


def _sheet(book: python_calamine.CalamineWorkbook, part: _SheetPart, scan: SheetScan, usage: Usage) -> Sheet:
    rows: list[list[Cell]] = [list(row) for row in book.get_sheet_by_name(part.name).to_python(skip_empty_area=False)]
    merged = count_merged(scan.merged, usage, scan.height, scan.width)
    return Sheet(part.name, trimmed(rows), part.hidden, scan.formulas, scan.errors, merged)


def _refuse_macros(archive: Archive) -> None:
    names = {name.lower() for name in archive.names}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or "/macrosheets/" in name for name in names):
        raise SpreadsheetError("macros")
    if "[Content_Types].xml" in archive.names and b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise SpreadsheetError("macros")


def _sheet_parts(archive: Archive, limits: Limits) -> list[_SheetPart]:
    """The sheets with cells, in the workbook's order. Two of one name, or in one part, are no workbook of a program's
    making: they would be read once for each time they are named."""
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
    if len(found) > limits.sheets:
        raise SpreadsheetError("too_many_sheets", sheets=len(found), limit=limits.sheets)
    read = [part for part in found if part.path in archive.names and _is_worksheet(part.path)]
    if len({part.name for part in read}) < len(read) or len({part.path for part in read}) < len(read):
        raise SpreadsheetError("damaged")
    return read


def _is_worksheet(path: str) -> bool:
    return re.fullmatch(r"xl/worksheets/[^/]+\.xml", path) is not None
