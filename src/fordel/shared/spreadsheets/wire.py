"""A workbook as lines of JSON, from the process that reads the file to the one that asked for it.

The first line is the kind, then for each sheet one line about it and lines of rows; or one line that says why not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from fordel.shared.spreadsheets.limits import SpreadsheetError
from fordel.shared.spreadsheets.model import Cell, Formula, MergedRange, Sheet, Workbook

OUT_OF_MEMORY: Final = 3  # the exit code of a reader that had too little memory to say so
_ROWS_A_LINE: Final = 200


class ReaderError(Exception):
    """The reader met something that nobody foresaw. The text is its traceback."""


def lines_of(workbook: Workbook) -> Iterator[bytes]:
    """The workbook's lines. NUL characters are left out: no database column and no JSON of ours takes them."""
    yield _line({"kind": workbook.kind})
    for sheet in workbook.sheets:
        yield _line(
            {
                "sheet": sheet.name,
                "hidden": sheet.hidden,
                "formulas": [[*place, *formula] for place, formula in sheet.formulas.items()],
                "errors": [[*place, text] for place, text in sheet.errors.items()],
                "merged": sheet.merged,
                "units": [[*place, unit] for place, unit in sheet.units.items()],
                "hidden_rows": sorted(sheet.hidden_rows),
                "hidden_columns": sorted(sheet.hidden_columns),
            }
        )
        for start in range(0, len(sheet.rows), _ROWS_A_LINE):
            yield _line({"rows": sheet.rows[start : start + _ROWS_A_LINE]})


def refusal_line(error: SpreadsheetError) -> bytes:
    """The line that says why the file cannot be used."""
    return _line({"refused": error.code, "params": error.params})


def fault_line(traceback: str) -> bytes:
    """The line that says that the reader failed."""
    return _line({"fault": traceback})


def _line(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_tagged)
    if r"\u0000" in text:
        text = json.dumps(_without_nul(json.loads(text)), ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace") + b"\n"


def _without_nul(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_without_nul(each) for each in value]
    return {key: _without_nul(each) for key, each in value.items()} if isinstance(value, dict) else value


def _tagged(value: object) -> list[Any]:
    """What JSON has no word for, as a list that begins with its type."""
    if isinstance(value, (date, time)):
        return [type(value).__name__, value.isoformat()]
    if isinstance(value, timedelta):
        return ["timedelta", value.days, value.seconds, value.microseconds]
    raise TypeError(f"a cell of type {type(value).__name__}")


_FROM_TEXT: Final[dict[str, Callable[[str], Cell]]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _untagged(value: list[Any]) -> Cell:
    if value[0] == "timedelta":
        return timedelta(*value[1:])
    return _FROM_TEXT[value[0]](value[1])


class Arriving:
    """Puts a workbook together from bytes as they arrive."""

    def __init__(self) -> None:
        self._kind = ""
        self._sheets: list[Sheet] = []
        self._rest = bytearray()

    def feed(self, part: bytes) -> None:
        """Takes the next bytes. Raises SpreadsheetError, or ReaderError, when they say why there is no workbook."""
        searched = len(self._rest)
        self._rest += part
        end = self._rest.rfind(b"\n", searched)
        if end >= 0:
            lines = bytes(self._rest[:end])
            del self._rest[: end + 1]
            for line in lines.split(b"\n"):
                self._take(json.loads(line, parse_constant=str))

    def workbook(self) -> Workbook:
        """The workbook, when everything has arrived. A sheet's rows reach as far as its last formula."""
        if not self._kind or self._rest:
            raise ReaderError("the answer ends before it is whole")
        for sheet in self._sheets:
            sheet.__post_init__()
        return Workbook(self._kind, self._sheets)

    def _take(self, line: dict[str, Any]) -> None:
        if "refused" in line:
            raise SpreadsheetError(line["refused"], **line["params"])
        if "fault" in line:
            raise ReaderError(line["fault"])
        if "kind" in line:
            self._kind = line["kind"]
        elif "sheet" in line:
            self._sheets.append(_sheet(line))
        else:
            for row in line["rows"]:
                for column, cell in enumerate(row):
                    if type(cell) is list:
                        row[column] = _untagged(cell)
            self._sheets[-1].rows.extend(line["rows"])


def _sheet(line: dict[str, Any]) -> Sheet:
    sheet = Sheet(line["sheet"], [], line["hidden"])
    sheet.formulas.update({(row, column): Formula(text, has) for row, column, text, has in line["formulas"]})
    sheet.errors.update({(row, column): text for row, column, text in line["errors"]})
    sheet.merged.extend(MergedRange(*corners) for corners in line["merged"])
    sheet.units.update({(row, column): unit for row, column, unit in line["units"]})
    sheet.hidden_rows.update(line["hidden_rows"])
    sheet.hidden_columns.update(line["hidden_columns"])
    return sheet
