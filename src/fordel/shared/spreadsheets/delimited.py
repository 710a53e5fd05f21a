"""Reads .csv and tab-divided text: the encoding and the divider are found, never asked for."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from fordel.shared.spreadsheets.limits import Limits, SpreadsheetError, Usage
from fordel.shared.spreadsheets.model import Cell, Sheet, Workbook, trimmed

_DIVIDERS: Final = ";\t,|"
_SAMPLE: Final = 200
_LINE_END: Final = re.compile(r"\r\n?|\n")
_MOST_NUL: Final = 4  # of 100 bytes in UTF-16 that hold text of ours, at least this many are the half that is 0


def read_csv(content: bytes, limits: Limits) -> Workbook:
    """One sheet; every cell is text. Raises SpreadsheetError: not_text, too_many_*, too_long_cell, damaged,
    unpaired_quote."""
    text = _decode(content)
    first, _newline, rest = text.partition("\n")
    named = first.rstrip("\r").strip('" ').lower()
    divider = ""
    if named.startswith("sep=") and len(named) == 5:
        divider, text = named[-1], rest
    csv.field_size_limit(limits.cell_length)
    rows = _rows(text, divider or _divider(text), Usage(limits), first_line=2 if divider else 1)
    return Workbook("csv", [Sheet("", trimmed(rows))])


def _rows(text: str, divider: str, usage: Usage, first_line: int) -> list[list[Cell]]:
    """The records; lines without anything are held back until something follows, so that a million of them weigh
    nothing."""
    rows: list[list[Cell]] = []
    blank = 0
    try:
        for record in _records(text, divider, first_line):
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


def _records(text: str, divider: str, first_line: int) -> Iterator[list[str]]:
    """The records. Raises SpreadsheetError `unpaired_quote` (with the line) for a quotation mark that may or may not
    begin a quoted cell: one that is never closed, or closed in the middle of another cell, or that joins two lines
    each of which is a whole row."""
    if '"' not in text:
        yield from csv.reader(StringIO(text, newline=""), delimiter=divider)
        return
    if len(divider) != 1 or divider in '"\r\n':
        raise ValueError(divider)
    yield from _QuotedText(text, divider, first_line).records()


class _QuotedText:
    """Goes through text with quotation marks, one cell at a time."""

    def __init__(self, text: str, divider: str, first_line: int) -> None:
        self._text, self._divider, self._line = text, divider, first_line
        sign = re.escape(divider)
        self._quoted = re.compile(rf'"((?:[^"]+|"")*+)" *(?={sign}|[\r\n]|\Z)')
        self._plain = re.compile(rf"[^{sign}\r\n]*")
        self._widest = 0

    def records(self) -> Iterator[list[str]]:
        position = 0
        while position < len(self._text):
            start = position
            record: list[str] = []
            joined = 0
            while True:
                value, position, lines = self._cell(position)
                record.append(value)
                joined = max(joined, value.count(self._divider) if lines else 0)
                if position >= len(self._text) or self._text[position] != self._divider:
                    break
                position += 1
            raw = self._text[start:position]
            if joined:
                self._refuse_joined_rows(raw, record, joined)
            self._widest = max(self._widest, len(record))
            end = _LINE_END.match(self._text, position)
            position = end.end() if end else position
            self._line += len(_LINE_END.findall(raw)) + 1
            yield record if raw else []

    def _cell(self, position: int) -> tuple[str, int, bool]:
        """The cell that begins here, where it ends, and whether it reaches over several lines."""
        if self._text.startswith('"', position):
            quoted = self._quoted.match(self._text, position)
            if quoted is not None:
                return quoted[1].replace('""', '"'), quoted.end(), _LINE_END.search(quoted[1]) is not None
        plain = self._plain.match(self._text, position)
        raw = plain[0] if plain else ""
        if raw.lstrip().startswith('"') and raw.count('"') % 2:
            raise SpreadsheetError("unpaired_quote", line=self._line)
        return raw, position + len(raw), False

    def _refuse_joined_rows(self, raw: str, record: list[str], joined: int) -> None:
        """A quoted cell over several lines that holds as many dividers as a row has."""
        width = max(self._widest, len(record))
        whole = sum(line.count(self._divider) >= width - 1 for line in _LINE_END.split(raw))
        if width > 2 and (whole >= 2 or joined >= len(record) - 1 >= 2):
            raise SpreadsheetError("unpaired_quote", line=self._line)


def _decode(content: bytes) -> str:
    """The text, from UTF-8 (with or without a mark), UTF-16 (likewise), or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        encodings = _utf_16_without_mark(content)
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


def _utf_16_without_mark(content: bytes) -> list[str]:
    """The order of the bytes by where the zeros stand: Norwegian text has one in nearly every pair, always the same."""
    first, second = content[0::2].count(0), content[1::2].count(0)
    enough = len(content) * _MOST_NUL // 100
    if len(content) % 2 == 0 and max(first, second) > enough and min(first, second) == 0:
        return ["utf-16-le" if second else "utf-16-be"]
    return []


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
