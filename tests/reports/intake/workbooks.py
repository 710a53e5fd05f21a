"""Workbooks for the tests: copies of the demo file with changed cells, and files of one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import openpyxl

from tests.conftest import DEMO_FILE

HEADINGS = ("Nr", "Eier", "Org.nr", "Kommunenr", "Målgruppe", "Tiltak", "Meldt behov 2026 (kr)")
BODO = ("Bodø kommune", "972418013", "1804")
NARVIK = ("Narvik kommune", "959469059", "1806")


def demo_copy(cells: Mapping[str, Any]) -> bytes:
    """The demo file with other values in the cells (`N5`)."""
    book = openpyxl.load_workbook(DEMO_FILE)
    sheet = book["Behovsmeldinger 2026"]
    for place, value in cells.items():
        sheet[place] = value
    return saved(book)


def saved(book: Any) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def workbook(rows: Sequence[Sequence[Any]], headings: Sequence[Any] = HEADINGS) -> bytes:
    """A workbook with a heading row and the rows below it."""
    book = openpyxl.Workbook()
    book.active.append(list(headings))
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def row(
    number: Any, amount: Any, *, owner: tuple[str, str, str] = BODO, group: str = "Skole", title: str = ""
) -> list[Any]:
    """A row for HEADINGS."""
    return [number, *owner, group, title or f"Tiltak {number}", amount]
