"""Whole kroner as people in Norway write them.

Amounts are `int` kroner everywhere; nothing here rounds money that is paid. The only rounding is in the short forms
for leads and chart axes (millions) and in percentages, which are for reading only.
"""

from fractions import Fraction
from typing import Final

NO_BREAK_SPACE: Final = "\u00a0"
MINUS: Final = "\u2212"
_MILLION_WORDS: Final = {"nb": "millioner", "nn": "millionar", "en": "million"}


def _decimal_mark(language: str) -> str:
    return "." if language.startswith("en") else ","


def _round_half_up(value: Fraction) -> int:
    """The nearest integer, halves away from zero."""
    whole = abs(value)
    rounded = (whole.numerator * 2 + whole.denominator) // (2 * whole.denominator)
    return -rounded if value < 0 else rounded


def format_kroner(amount: int) -> str:
    """The amount in whole kroner with no-break spaces between thousands: `24 605 520`; minus is U+2212."""
    digits = f"{abs(amount):,}".replace(",", NO_BREAK_SPACE)
    return f"{MINUS}{digits}" if amount < 0 else digits


def format_signed_kroner(difference: int) -> str:
    """A difference in kroner that always carries its sign, `+8 200` or `−35 800`; zero is `0`."""
    return f"+{format_kroner(difference)}" if difference > 0 else format_kroner(difference)


def percent_tenths(part: int, whole: int) -> int:
    """`part` of `whole` in tenths of a per cent, rounded as `format_percent` shows it."""
    return _round_half_up(Fraction(part * 1000, whole))


def format_percent(part: int, whole: int, language: str = "nb", decimals: int = 1) -> str:
    """`part` of `whole` in per cent, `93,5 %`, with a no-break space; `–` where the whole is zero.

    All of it is `100 %`; `100,0 %` is nearly all.
    """
    if whole == 0:
        return "–"
    if part == whole:
        decimals = 0
    scale = 10**decimals
    tenths = _round_half_up(Fraction(part * 100 * scale, whole))
    number = f"{abs(tenths) // scale}"
    if decimals:
        number += f"{_decimal_mark(language)}{abs(tenths) % scale:0{decimals}d}"
    return f"{MINUS if tenths < 0 else ''}{number}{NO_BREAK_SPACE}%"


def format_signed_points(tenths: int, language: str = "nb") -> str:
    """A difference between two percentages, given in tenths, with its sign: `+21,0`, `−5,0`; none is `0`."""
    if tenths == 0:
        return "0"
    sign = MINUS if tenths < 0 else "+"
    return f"{sign}{abs(tenths) // 10}{_decimal_mark(language)}{abs(tenths) % 10}"


def format_millions(amount: int, language: str = "nb") -> str:
    """A rounded amount for leads and axes: `24,6 millioner`; whole millions lose the decimal: `28 millioner`."""
    tenths = _round_half_up(Fraction(amount, 100_000))
    number = f"{abs(tenths) // 10}"
    if tenths % 10:
        number += f"{_decimal_mark(language)}{abs(tenths) % 10}"
    word = _MILLION_WORDS.get(language[:2], _MILLION_WORDS["nb"])
    if language[:2] in ("nb", "nn") and abs(tenths) == 10:
        word = "million"
    return f"{MINUS if tenths < 0 else ''}{number}{NO_BREAK_SPACE}{word}"
