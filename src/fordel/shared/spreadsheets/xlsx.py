"""Reads .xlsx: values by the fast reader, after the XML has been checked against the limits.

The fast reader lays a sheet out in memory from its first to its furthest cell and copies a shared text for every cell
that uses it, and ends the process when there is no memory for that. So nothing reaches it that was not counted here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

import python_calamine

from fordel.shared.archive import Archive, Copy
from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError, Usage
from fordel.shared.spreadsheets.model import Cell, Sheet, Workbook, count_merged, seen, trimmed
from fordel.shared.spreadsheets.number_formats import units_of_styles
from fordel.shared.spreadsheets.xlsx_parts import SheetScan, text_lengths
from fordel.shared.spreadsheets.xml_events import parse_xml

_RELATIONSHIP_ID: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATIONSHIP_ID: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships id"
_TEXTS: Final = "xl/sharedStrings.xml"
_STYLES: Final = "xl/styles.xml"
_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_NEEDED: Final = frozenset({"[Content_Types].xml", "_rels/.rels", _STYLES})


@dataclass(frozen=True)
class _SheetPart:
    name: str
    path: str
    hidden: bool


def read_xlsx(content: bytes, limits: Limits) -> Workbook:
    """Every sheet of the workbook. Raises SpreadsheetError, also for macros and for a workbook above the limits."""
    archive = Archive(content, limits)
    if archive.has_macros:
        raise SpreadsheetError("macros")
    workbook, relations = _workbook(archive)
    parts = _sheet_parts(workbook, relations, archive, limits)
    usage = Usage(limits)
    copy = Copy()
    copy.add(_WORKBOOK, workbook)
    copy.add(_RELATIONS, relations)
    for name in sorted(_NEEDED & archive.names):
        copy.add(name, archive.read(name))
    units = units_of_styles(archive.read(_STYLES), Usage(limits)) if _STYLES in archive.names else {}
    lengths: Sequence[int] = ()
    if _TEXTS in archive.names:
        texts = archive.read(_TEXTS)
        lengths = text_lengths(texts, limits)
        copy.add(_TEXTS, texts)
        del texts
    scans = {}
    for part in parts:
        scans[part.path] = SheetScan(part.name, usage, lengths, units)
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
    return Sheet(
        name=seen(part.name),
        rows=trimmed(rows),
        hidden=part.hidden,
        formulas=scan.formulas,
        errors=scan.errors,
        merged=merged,
        units=scan.units,
        hidden_rows=scan.hidden_rows,
        hidden_columns=scan.hidden_columns,
    )


def is_xlsx(names: Collection[str]) -> bool:
    """Whether the parts of a zip are those of an .xlsx, whatever its workbook part is called."""
    return _WORKBOOK in names or ("_rels/.rels" in names and any(name.startswith("xl/worksheets/") for name in names))


def _workbook(archive: Archive) -> tuple[bytes, bytes]:
    """The workbook part and its relations. Programs may call it what they like; the fast reader knows one name, so it
    gets a copy under that. Raises SpreadsheetError `unreadable` for one outside the usual folder."""
    path = _WORKBOOK

    def relationship(name: str, attributes: dict[str, str]) -> None:
        nonlocal path
        if name == "Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            path = attributes.get("Target", "").lstrip("/")

    if "_rels/.rels" in archive.names:
        parse_xml(archive.read("_rels/.rels"), relationship, lambda _name: None, lambda _text: None)
    folder, name = posixpath.split(path)
    if path != _WORKBOOK and (folder != "xl" or path not in archive.names):
        raise SpreadsheetError("unreadable")
    return archive.read(path), archive.read(f"xl/_rels/{name}.rels")


def _sheet_parts(workbook: bytes, relations: bytes, archive: Archive, limits: Limits) -> list[_SheetPart]:
    """The sheets with cells, in the workbook's order. Two of one name, or in one part, are no workbook of a program's
    making: they would be read once for each time they are named."""
    targets: dict[str, str] = {}
    worksheets: set[str] = set()

    def relationship(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
            targets[attributes.get("Id", "")] = path
            if attributes.get("Type", "").endswith("/worksheet"):
                worksheets.add(path)

    found: list[_SheetPart] = []

    def sheet(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            identifier = attributes.get(_RELATIONSHIP_ID) or attributes.get(_STRICT_RELATIONSHIP_ID) or ""
            hidden = attributes.get("state", "visible") != "visible"
            found.append(_SheetPart(attributes.get("name", ""), targets.get(identifier, ""), hidden))

    parse_xml(relations, relationship, lambda _name: None, lambda _text: None)
    parse_xml(workbook, sheet, lambda _name: None, lambda _text: None)
    if len(found) > limits.sheets:
        raise SpreadsheetError("too_many_sheets", sheets=len(found), limit=limits.sheets)
    elsewhere = [part for part in found if part.path in archive.names and part.path in worksheets - _usual(worksheets)]
    if elsewhere:
        raise SpreadsheetError("unreadable")  # the fast reader would leave it out without a word
    read = [part for part in found if part.path in archive.names and _is_worksheet(part.path)]
    if len({part.name for part in read}) < len(read) or len({part.path for part in read}) < len(read):
        raise SpreadsheetError("damaged")
    return read


def _usual(paths: set[str]) -> set[str]:
    return {path for path in paths if _is_worksheet(path)}


def _is_worksheet(path: str) -> bool:
    return re.fullmatch(r"xl/worksheets/[^/]+\.xml", path) is not None
