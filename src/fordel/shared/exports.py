"""A list as a file, as it is shown: .xlsx, .csv or .json from the same columns and rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpResponse
from django.utils.functional import Promise

from fordel.shared.spreadsheets import Cell
from fordel.shared.spreadsheets.write import write_csv, write_xlsx

KINDS: Final = ("xlsx", "csv", "json")
KIND_PATTERN: Final = "|".join(KINDS)
_TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@dataclass(frozen=True)
class Column:
    """`key` is the name in JSON, which never changes with the language; `heading` is in the other files."""

    key: str
    heading: str | Promise


def list_file(
    kind: str,
    name: str,
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    about: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The list as an attachment called `name` and the kind. JSON is `{...about, "rows": [{key: value}]}` with amounts
    and counts as numbers, dates as ISO text, and null where nothing is given."""
    headings = [str(column.heading) for column in columns]
    if kind == "csv":
        content = write_csv(headings, rows)
    elif kind == "json":
        keys = [column.key for column in columns]
        listed = [{key: _plain(cell) for key, cell in zip(keys, row, strict=True)} for row in rows]
        text = json.dumps({**(about or {}), "rows": listed}, ensure_ascii=False, indent=1, allow_nan=False)
        content = text.encode()
    else:
        content = write_xlsx(title, headings, rows)
    response = HttpResponse(content, content_type=_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _plain(cell: Cell) -> Any:
    return cell.isoformat() if isinstance(cell, (date, datetime)) else cell
