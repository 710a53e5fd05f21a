"""Reads the cells of a row into values. A cell that can be read in two ways is a mistake, not a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from fordel.core.dates import read_day
from fordel.core.needs_import.fields import Cell, shown
from fordel.core.organisation_number import (
    is_organisation_number,
    is_synthetic_organisation_number,
    normalise_organisation_number,
)

_YES: Final = frozenset({"ja", "yes", "true", "sann"})
_NO: Final = frozenset({"nei", "no", "false", "usann"})
_TIME_OF_DAY: Final = re.compile(r",?(?:T|\s+)(?:kl\.?\s*)?[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:[.,][0-9]+)?)?Z?$")
_COUNT_TEXT: Final = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:[ \u00a0\u2009\u202f.][0-9]{3})+")
_DURATION_TEXT: Final = re.compile(r"([0-9]+)\s*(?:år|year|years)?", re.IGNORECASE)
_LARGEST_COUNT: Final = 10_000_000


class CellError(ValueError):
    """A cell that cannot be read. `code` is the kind of mistake."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params: dict[str, Any] = params


def folded(text: str) -> str:
    """Lower case, composed, every run of punctuation and space as one space."""
    return re.sub(r"[^\w]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def text_of(cell: Cell) -> str:
    """The cell as text with every run of white space as one space."""
    return " ".join(shown(cell).split())


def target_group_of(cell: Cell, groups: Mapping[str, str]) -> str:
    """The code of the target group; `groups` maps folded words to codes. Raises CellError `target_group`."""
    found = groups.get(folded(text_of(cell)))
    if found is None:
        raise CellError("target_group")
    return found


def yes_or_no(cell: Cell) -> bool:
    """Raises CellError `yes_no`."""
    if isinstance(cell, bool):
        return cell
    word = folded(text_of(cell))
    if word in _YES or word in _NO:
        return word in _YES
    raise CellError("yes_no")


def day_of(cell: Cell) -> date:
    """A date cell, or a text that writes one (`core.dates`), with or without a time of day. Raises CellError `date`."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if not isinstance(cell, str):
        raise CellError("date")
    try:
        return read_day(_TIME_OF_DAY.sub("", text_of(cell)))
    except ValueError as error:
        raise CellError("date") from error


def count_of(cell: Cell) -> int:
    """A whole number of people, 0 or more. Raises CellError `count`."""
    number = _whole(cell, _COUNT_TEXT)
    if number is None or not 0 <= number <= _LARGEST_COUNT:
        raise CellError("count")
    return number


def duration_of(cell: Cell, longest: int) -> int:
    """Years, 1 to `longest`. Raises CellError `duration`."""
    if isinstance(cell, str):
        match = _DURATION_TEXT.fullmatch(cell.strip())
        number = int(match[1]) if match and len(match[1]) < 4 else None
    else:
        number = _whole(cell, _COUNT_TEXT)
    if number is None or not 1 <= number <= longest:
        raise CellError("duration", longest=longest)
    return number


def _whole(cell: Cell, pattern: re.Pattern[str]) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() and abs(cell) < 1e15 else None
    if isinstance(cell, str) and pattern.fullmatch(cell.strip()):
        return int(re.sub(r"[^0-9]", "", cell))
    return None


def organisation_number_of(cell: Cell, *, allow_synthetic: bool) -> str:
    """Nine digits with a right check digit.

    Raises CellError: owner_number_length, owner_number_check, owner_number_synthetic (test data outside demo).
    """
    number = normalise_organisation_number(shown(cell))
    if not re.fullmatch(r"[0-9]{9}", number):
        raise CellError("owner_number_length")
    if not is_organisation_number(number):
        raise CellError("owner_number_check")
    if is_synthetic_organisation_number(number) and not allow_synthetic:
        raise CellError("owner_number_synthetic")
    return number


def municipality_of(cell: Cell) -> str:
    """A four-digit number (a lost leading zero is put back), or the text as it is, for a look-up by name."""
    text = text_of(cell)
    if re.fullmatch(r"[0-9]{3,4}", text):
        return text.zfill(4)
    if match := re.match(r"([0-9]{4})\b", text):
        return match[1]
    return text


def listed(text: str, dividers: str) -> tuple[str, ...]:
    """The parts of a cell between the dividers, trimmed, without empty ones and without repeats."""
    parts = (" ".join(part.split()) for part in re.split(f"[{re.escape(dividers)}]", text))
    return tuple(dict.fromkeys(part for part in parts if part))
