"""Reads a file of which form of Norwegian municipalities have adopted (språklova § 15): number, form, source, date.

Nothing is guessed. What cannot be read is a mistake with its line, and all of them are found at once.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Final

from fordel.core.dates import read_day

COLUMNS: Final = {
    "number": frozenset({"number", "nummer", "kommunenummer", "organisasjonsnummer"}),
    "form": frozenset({"form", "målform"}),
    "source": frozenset({"source", "kilde", "kjelde"}),
    "date": frozenset({"date", "dato"}),
}
"""Each column with the headings that it may have."""
FORMS: Final = {
    "nb": "nb",
    "bokmål": "nb",
    "nn": "nn",
    "nynorsk": "nn",
    "neutral": "neutral",
    "nøytral": "neutral",
}
LONGEST_SOURCE: Final = 200
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
MUNICIPALITY: Final = 4
ORGANISATION: Final = 9


@dataclass(frozen=True)
class FormRow:
    """A row that can be read. `number` has four digits (a municipality) or nine (an organisation)."""

    line: int
    number: str
    form: str
    source: str
    on: date


@dataclass(frozen=True)
class FormMistake:
    """What is wrong on a line. `code`: encoding, empty, headings, quotes, number, form, source, date, twice. `value` is
    what the file says there, or what is missing; for `twice` the line that has the number too."""

    line: int
    code: str
    value: str


def read_forms(content: bytes) -> tuple[list[FormRow], list[FormMistake]]:
    """The rows of a .csv file in UTF-8, divided by comma, semicolon or tab; and everything that is wrong in it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [FormMistake(1, "encoding", "")]
    if "\x00" in text:
        return [], [FormMistake(1, "encoding", "")]
    lines, unpaired = _lines(text)
    if not lines:
        return [], unpaired or [FormMistake(1, "empty", "")]
    (first, headings), *rows = lines
    places = {name: _place(headings, known) for name, known in COLUMNS.items()}
    missing = [name for name, place in places.items() if place is None]
    if missing:
        return [], [FormMistake(first, "headings", ", ".join(missing))]
    if not rows:
        return [], unpaired or [FormMistake(first, "empty", "")]
    found, mistakes, seen = [], list(unpaired), dict[str, int]()
    for line, cells in rows:
        texts = {name: _cell(cells, place) for name, place in places.items()}
        wrong = [*_mistakes(line, texts), *_twice(line, texts["number"], seen)]
        mistakes += wrong
        if not wrong:
            number, form = texts["number"].replace(" ", ""), FORMS[texts["form"].lower()]
            found.append(FormRow(line, number, form, texts["source"], read_day(texts["date"])))
    return found, sorted(mistakes, key=lambda each: each.line)


def _lines(text: str) -> tuple[list[tuple[int, list[str]]], list[FormMistake]]:
    """Each line that holds something, with its number in the file; and the quotation mark that has no pair."""
    head = text.lstrip().partition("\n")[0]
    divider = max(";,\t", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=divider, strict=True)
    found, before = [], 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                found.append((before + 1, cells))
            before = reader.line_num
    except csv.Error:
        return found, [FormMistake(before + 1, "quotes", "")]
    return found, []


def _place(headings: Sequence[str], known: frozenset[str]) -> int | None:
    return next((place for place, text in enumerate(headings) if text.strip().lower() in known), None)


def _cell(cells: Sequence[str], place: int | None) -> str:
    return " ".join(cells[place].split()) if place is not None and place < len(cells) else ""


def _mistakes(line: int, texts: dict[str, str]) -> Iterator[FormMistake]:
    number = texts["number"].replace(" ", "")
    if not (number.isascii() and number.isdecimal() and len(number) in (MUNICIPALITY, ORGANISATION)):
        yield FormMistake(line, "number", texts["number"])
    if texts["form"].lower() not in FORMS:
        yield FormMistake(line, "form", texts["form"])
    if not 0 < len(texts["source"]) <= LONGEST_SOURCE:
        yield FormMistake(line, "source", texts["source"])
    if not _is_day(texts["date"]):
        yield FormMistake(line, "date", texts["date"])


def _twice(line: int, number: str, seen: dict[str, int]) -> Iterator[FormMistake]:
    plain = number.replace(" ", "")
    if plain and plain in seen:
        yield FormMistake(line, "twice", str(seen[plain]))
    seen.setdefault(plain, line)


def _is_day(text: str) -> bool:
    try:
        return FIRST_YEAR <= read_day(text).year <= LAST_YEAR
    except ValueError:
        return False
