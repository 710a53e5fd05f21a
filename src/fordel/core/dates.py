"""Days as people write them: 2026-01-31, 31.01.2026, 31.1.2026 and «31. januar 2026»."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DOTS: Final = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})")
_WORDS: Final = re.compile(r"([0-9]{1,2})\.? ([a-z]+)\.? ([0-9]{4})")
_WEEKDAY: Final = re.compile(
    r"(?:m[åa]n|tirs|tys|ons|tors|fre|l[øa]u?r|s[øu]n)(?:dag)?,? (?:den )?|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,? "
)
_MONTHS: Final = {
    word: number
    for number, words in enumerate(
        (
            ("januar", "jan", "january"),
            ("februar", "feb", "febr", "february"),
            ("mars", "mar", "march"),
            ("april", "apr"),
            ("mai", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "october", "oct"),
            ("november", "nov"),
            ("desember", "des", "december", "dec"),
        ),
        start=1,
    )
    for word in words
}


def read_day(text: str) -> date:
    """The day that the text writes. Raises ValueError for anything else, and for days that do not exist."""
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    plain = _WEEKDAY.sub("", plain, count=1) if _WEEKDAY.match(plain) else plain
    if match := _ISO.fullmatch(plain):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTS.fullmatch(plain):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if (match := _WORDS.fullmatch(plain)) and match[2] in _MONTHS:
        return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
    raise ValueError(text)
