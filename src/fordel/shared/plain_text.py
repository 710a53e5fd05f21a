"""Text from outside, made fit to be kept: without signs that no text holds, and without line breaks in one line.

The signs that are taken away cannot be seen or typed (they come along with text that is pasted from a damaged file, or
from whoever means harm), so nothing that somebody wrote is lost with them.
"""

from __future__ import annotations

import re
from typing import Any, Final

MOST_DIGITS: Final = 1000
"""No number that anybody means has more digits; Python itself refuses to read one of more than 4 300."""
_NO_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAKS: Final = re.compile("[ \t]*[\n\r\v\f\x85\u2028\u2029]+[ \t]*")
_TURNS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TOO_MANY_DIGITS: Final = re.compile(rf"\d{{{MOST_DIGITS + 1}}}")


def plain(text: str) -> str:
    """The text without control characters (line breaks and tabs stay) and halves of surrogate pairs."""
    return _NO_TEXT.sub("", text)


def one_line(text: str) -> str:
    """The same on one line: each run of line breaks is one space."""
    return _LINE_BREAKS.sub(" ", plain(text).strip("\n\r\v\f\x85\u2028\u2029"))


def file_name(text: str) -> str:
    """A file's name as it is kept and sent back: one line, with what browsers escape in a form written out, and without
    the marks that turn the reading direction (`\u202e` lets `gpj.exe` be read as `exe.jpg`)."""
    unescaped = re.sub("%0D%0A|%0D|%0A", " ", text, flags=re.IGNORECASE).replace("%22", '"')
    return _TURNS.sub("", one_line(unescaped)).strip()


def has_endless_number(text: str) -> bool:
    """Whether the text holds more digits in a row than any number has."""
    return len(text) > MOST_DIGITS and _TOO_MANY_DIGITS.search(text) is not None


def plain_json(value: Any) -> Any:
    """The same value with every text in it, also the keys, plain."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, list):
        return [plain_json(each) for each in value]
    if isinstance(value, dict):
        return {plain(key): plain_json(each) for key, each in value.items()}
    return value
