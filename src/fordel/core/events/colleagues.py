"""Colleagues in the rows of a spreadsheet, as the lines that somebody could have pasted instead.

A line is `Kari Nordmann, kari@example.org`, and after a bar each what they need: `… | wheelchair | no nuts`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

BAR: Final = "|"
_HEADINGS: Final = {
    "email": ("e-post", "epost", "e-postadresse", "epostadresse", "e-mail", "email", "mail", "mailadresse"),
    "name": ("navn", "namn", "name", "deltaker", "deltakar", "deltakere", "deltakarar", "fullt navn", "fullt namn"),
    "first": ("fornavn", "førenamn", "first name"),
    "last": ("etternavn", "etternamn", "last name", "surname"),
    "access": ("tilrettelegging", "behov for tilrettelegging", "tilgjengelighet", "tilgjenge", "behov", "access needs"),
    "food": ("mat", "allergi", "allergier", "allergiar", "matallergi", "kosthold", "food", "mat og allergier"),
}
_FIELD_OF: Final = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_LOOKED_AT: Final = 10
"""How far down the row of headings may be."""


@dataclass(frozen=True)
class Row:
    """A row of the sheet, numbered from 1, and the line that it says."""

    number: int
    line: str


def rows_of(cells: Sequence[Sequence[object]]) -> list[Row]:
    """The rows with somebody in them. Without a row of headings, the cell with an @ is the address, and the others are
    the name."""
    texts = [[_text(cell) for cell in row] for row in cells]
    found = next(((place, fields) for place, row in enumerate(texts[:_LOOKED_AT]) if (fields := _fields(row))), None)
    first, columns = (found[0] + 1, found[1]) if found else (0, {})
    lines = [Row(number, _line(row, columns)) for number, row in enumerate(texts, 1) if number > first]
    return [row for row in lines if row.line]


def _fields(row: Sequence[str]) -> dict[str, int]:
    """Field -> column, if the row is one of headings: it must say where the address is."""
    found: dict[str, int] = {}
    for column, text in enumerate(row):
        field = _FIELD_OF.get(text.casefold().rstrip(":* "))
        if field:
            found.setdefault(field, column)
    return found if "email" in found else {}


def _line(row: Sequence[str], columns: dict[str, int]) -> str:
    if columns:
        said = {field: row[column] for field, column in columns.items() if column < len(row)}
        parts = [said.get("first", ""), said.get("last", "")] if said.get("first") or said.get("last") else []
        name = said.get("name", "") or " ".join(filter(None, parts))
        address, needs = said.get("email", ""), [said.get("access", ""), said.get("food", "")]
    else:
        address = next((text for text in row if "@" in text), "")
        name, needs = " ".join(text for text in row if text and text != address), []
    who = ", ".join(filter(None, (name, address)))
    while needs and not needs[-1]:
        needs.pop()
    return f" {BAR} ".join([who, *needs]).strip() if who or needs else ""


def parts_of(line: str) -> tuple[str, str, str]:
    """Name and address, access needs, and food of a line."""
    who, *needs = (part.strip() for part in line.split(BAR))
    access, food = (*needs, "", "")[:2]
    return who, access, food


def _text(cell: object) -> str:
    return re.sub(r"\s+", " ", str(cell)).replace(BAR, "/").strip() if cell is not None else ""
