"""Reads .csv and tab-divided text: the encoding and the divider are found, never asked for."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError, Usage
from fordel.shared.spreadsheets.model import Cell, Sheet, Workbook, trimmed

_DIVIDERS: Final = ";\t,|"
_SAMPLE: Final = 200


def read_csv(content: bytes, limits: Limits) -> Workbook:
    """One sheet; every cell is text. Raises SpreadsheetError: not_text, too_many_*, too_long_cell, damaged."""
    text = _decode(content)
    first, _newline, rest = text.partition("\n")
    named = first.strip().strip('"').lower()
    divider = ""
    if named.startswith("sep=") and len(named) == 5:
        divider, text = named[-1], rest
    csv.field_size_limit(limits.cell_length)
    return Workbook("csv", [Sheet("", trimmed(_rows(text, divider or _divider(text), Usage(limits))))])


def _rows(text: str, divider: str, usage: Usage) -> list[list[Cell]]:
    """The records; lines without anything are held back until something follows, so that a million of them weigh
    nothing."""
    rows: list[list[Cell]] = []
    blank = 0
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=divider):
            usage.rows()
            if not record:
                blank += 1
                continue
            usage.width(len(record))
            usage.height(len(rows) + blank + 1)
            usage.cells(len(record))
            rows.extend([] for _ in range(blank))
            blank = 0
            for value in record:
                usage.text(len(value))
            rows.append([value or None for value in record])
    except (csv.Error, TypeError, ValueError) as error:  # the latter two: a divider that cannot be one
        code = "too_long_cell" if "field larger" in str(error) else "damaged"
        raise SpreadsheetError(code, limit=usage.limits.cell_length) from error
    return rows


def _decode(content: bytes) -> str:
    """The text, from UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise SpreadsheetError("not_text")
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise SpreadsheetError("not_text")
        return text
    raise SpreadsheetError("not_text")


def _divider(text: str) -> str:
    """The divider that gives the most rows of one and the same width; wider tables win where that is equal."""
    best, best_score = ";", (0, 0)
    for candidate in _DIVIDERS:
        try:
            records = list(islice(csv.reader(StringIO(text, newline=""), delimiter=candidate), _SAMPLE))
        except csv.Error:
            continue
        widths = Counter(len(record) for record in records if len(record) > 1)
        if widths:
            width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
            best, best_score = max((best, best_score), (candidate, (rows, width)), key=lambda item: item[1])
    return best
