"""Amounts in whole kroner as people write them in spreadsheets; what could be read in two ways is refused.

Accepted: optional `kr`/`NOK`, digits, groups of exactly three divided by one kind of space or by dots, and an optional
`,-` or `,00`. Everything else raises AmountError with a code for the kind of mistake; nothing is ever guessed.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

LARGEST: Final = 10**12
_SPACES: Final = " \u00a0\u2009\u202f"
_CURRENCY: Final = r"(?:kr\.?|nok|kroner)"
_AFFIXED: Final = re.compile(
    rf"(?P<before>{_CURRENCY}[{_SPACES}]*)?(?P<number>.*?)(?P<after>[{_SPACES}]*{_CURRENCY})?",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER: Final = re.compile(
    rf"[0-9]+|[0-9]{{1,3}}(?:(?P<separator>[{_SPACES}.])[0-9]{{3}})(?:(?P=separator)[0-9]{{3}})*"
)
_TAIL: Final = re.compile(r",(?:[-\u2013]|00)$")
_WORDS: Final = re.compile(r"(?<![a-zæøå])(?:mill|mrd|milliard|million|tusen|mnok|tnok|[km]\b)", re.IGNORECASE)


class AmountError(ValueError):
    """An amount that cannot be read. `code` is the kind of mistake, `text` what stood there."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code}: {text!r}")
        self.code = code
        self.text = text


@dataclass(frozen=True)
class Amount:
    """Whole kroner, and the text they were read from (None where the cell held a number)."""

    kroner: int
    text: str | None = None


def parse_kroner(text: str, *, allow_zero: bool = False) -> int:
    """The amount in whole kroner. Raises AmountError.

    Codes: empty, negative, zero, too_large, leading_zero, abbreviated (`12,5 mill.`), ore (`1.5`, `1.263.000,50`),
    comma_groups (`312,500`), mixed_separators, groups, not_an_amount.
    """
    stripped = text.strip()
    if not stripped:
        raise AmountError("empty", text)
    match = _AFFIXED.fullmatch(stripped)
    number = match.group("number") if match else stripped
    if match and match.group("before") and match.group("after"):
        raise AmountError("not_an_amount", text)
    whole = _TAIL.sub("", number)
    if not _NUMBER.fullmatch(whole):
        raise AmountError(_mistake(number), text)
    digits = re.sub(r"[^0-9]", "", whole)
    if len(digits) > 1 and digits.startswith("0"):
        raise AmountError("leading_zero", text)
    return _in_range(int(digits) if len(digits) <= 20 else LARGEST + 1, text, allow_zero)


def _mistake(number: str) -> str:
    """The code for the first thing that is wrong with a number that does not follow the rules."""
    compact = re.sub(rf"[{_SPACES}]", "", number)
    if re.match(r"[-\u2212\u2013][0-9]", compact):
        return "negative"
    if _WORDS.search(number) and re.search(r"[0-9]", number):
        return "abbreviated"
    if not re.fullmatch(r"[0-9.,]+-?", compact) or not compact[0].isdigit():
        return "not_an_amount"
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+(,-|,00|\.00)?", compact):
        return "comma_groups"
    if re.search(r"[.,][0-9]{1,2}$", compact) or re.search(r"\.[0-9]+,[0-9]+$|[0-9],[0-9]+$", compact):
        return "ore"
    separators = set(re.findall(rf"(?<=[0-9])[{_SPACES}.](?=[0-9])", number))
    return "mixed_separators" if len(separators) > 1 else "groups"


def _in_range(kroner: int, text: str, allow_zero: bool) -> int:
    if kroner < 0:
        raise AmountError("negative", text)
    if kroner == 0 and not allow_zero:
        raise AmountError("zero", text)
    if kroner > LARGEST:
        raise AmountError("too_large", text)
    return kroner


def amount_from_cell(cell: object, *, allow_zero: bool = False) -> Amount:
    """The amount in a cell: a whole number, or text after `parse_kroner`. Raises AmountError.

    Codes beside those of `parse_kroner`: boolean, date; a number with decimals is `ore`.
    """
    shown = "" if cell is None else str(cell)
    if isinstance(cell, str):
        return Amount(parse_kroner(cell, allow_zero=allow_zero), cell)
    if cell is None:
        raise AmountError("empty", shown)
    if isinstance(cell, bool):
        raise AmountError("boolean", shown)
    if isinstance(cell, (date, time, timedelta)):
        raise AmountError("date", shown)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise AmountError("not_an_amount", shown)
        if cell != int(cell):
            raise AmountError("ore", shown)
        return Amount(_in_range(int(cell), shown, allow_zero))
    if isinstance(cell, int):
        return Amount(_in_range(cell, shown, allow_zero))
    raise AmountError("not_an_amount", shown)
