"""Reads .csv and tab-divided text: the encoding and the divider are found, never asked for."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice
from typing import Final

from fordel.shared.spreadsheets.model import (
    Cell,
    Limits,
    Sheet,
    SpreadsheetError,
    Workbook,
    check_height,
    check_width,
    trimmed,
)

_DIVIDERS: Final = ";\t,|"
_SAMPLE: Final = 200


def read_csv(content: bytes, limits: Limits) -> Workbook:
    """One sheet; every cell is text. Raises SpreadsheetError: not_text, too_many_columns, too_many_rows, damaged."""
    text = _decode(content)
    first, _newline, rest = text.partition("\n")
    named = first.strip().strip('"').lower()
    divider = ""
    if named.startswith("sep=") and len(named) == 5:
        divider, text = named[-1], rest
    divider = divider or _divider(text)
    rows: list[list[Cell]] = []
    csv.field_size_limit(max(limits.file_size, 131_072))
    try:
        for record in csv.reader(StringIO(text, newline=""), delimiter=divider):
            check_width(len(record), limits)
            rows.append([_cell(value, limits) for value in record])
            if record:
                check_height(len(rows), limits)
    except csv.Error as error:
        raise SpreadsheetError("damaged") from error
    return Workbook("csv", [Sheet("", trimmed(rows))])


def _cell(value: str, limits: Limits) -> Cell:
    if len(value) > limits.cell_length:
        raise SpreadsheetError("damaged")
    return value or None


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
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
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
