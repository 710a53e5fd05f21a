"""Values that nobody types, and that whoever means harm, or a broken program, sends. All made without chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

Value = Callable[[str, str, str], list[str]]
"""(name, kind of field, value as it is) -> what is sent under the name."""
_TYPED: Final = ("text", "search", "textarea", "read")


def _in_text(hostile: str) -> Value:
    return lambda name, kind, value: [(value or "5") + hostile] if kind in _TYPED else [value]


def _everywhere(hostile: str) -> Value:
    return lambda name, kind, value: [hostile]


def _days(day: str) -> Value:
    """The day in the fields of days, and in those whose kind is not known; else what a hurried person types."""

    def value_of(name: str, kind: str, value: str) -> list[str]:
        if kind in ("date", "datetime-local", "read") or "date" in name or "_on" in name:
            return [f"{day}T10:00" if kind == "datetime-local" else day]
        if kind == "time":
            return ["10:00"]
        return [value or ("Tekst" if kind in _TYPED else "")]

    return value_of


FIELDS: Final[Mapping[str, Value]] = {
    "NUL in text": _in_text("a\0b"),
    "NUL everywhere": _everywhere("\0"),
    "lines": _in_text("Linje\r\nBcc: evil@example.org\u2028\x85slutt"),
    "digits": _everywhere("9" * 5000),
    "number of id": _everywhere("99999999999999999999"),
    "above int": _everywhere("3000000000"),
    "negative": _everywhere("-1"),
    "not ASCII digits": _everywhere("²"),
    "last day": _days("9999-12-31"),
    "first day": _days("0001-01-01"),
    "long": _in_text("å" * 60_000),
    "repeated": lambda name, kind, value: [value, "x", "-1", value],
}
IN_QUERIES: Final = ("NUL in text", "digits", "number of id", "above int", "negative", "not ASCII digits", "last day")
SIDES: Final = ("0", "9999999", "abc")
FILE_NAMES: Final = (
    "a\0b.pdf",
    "../../../etc/passwd",
    "x" * 400 + ".txt",
    'a"%0d%0aSet-Cookie: a=b.txt',
    "a\rb\x1f\u2028c\u202e.txt",
    ".",
)
_DEEP: Final = "[" * 100_000 + "]" * 100_000
_TEXT: Final = '{"fields": [{"key": "%s", "value": %s, "base": %s}], "part": "about", "field": "x", "since": 0}'
BODIES: Final = (
    "",
    "{",
    "null",
    "5",
    '"text"',
    _DEEP,
    '{"fields": ' + _DEEP + "}",
    '{"fields": 5}',
    '{"fields": {}}',
    '{"fields": [5]}',
    '{"fields": [], "part": "\\u0000", "field": "\\u0000"}',
    '{"fields": [], "part": "\\ud800", "field": "\\ud800"}',
    '{"fields": [], "part": ["a"], "field": {"a": 1}}',
    _TEXT % ("title", '"a\\u0000b"', "0"),
    _TEXT % ("title", '"a\\ud800b"', "0"),
    _TEXT % ("title", '"a\\r\\nb"', "0"),
    _TEXT % ("title\\u0000", '"a"', "0"),
    _TEXT % ("title\\ud800", '"a"', "0"),
    _TEXT % ("title", '["\\u0000"]', "0"),
    _TEXT % ("title", '["\\ud800"]', "0"),
    _TEXT % ("themes", '["\\ud800", "a\\u0000"]', "0"),
    _TEXT % ("title", '{"a": 1}', "0"),
    _TEXT % ("title", '"a"', "9" * 5000),
    _TEXT % ("title", '"a"', "99999999999999999999"),
    _TEXT % ("title", '"a"', "-5"),
    _TEXT % ("title", '"a"', "1e400"),
    _TEXT % ("title", '"a"', "NaN"),
    _TEXT % ("title", '"a"', "true"),
    _TEXT % ("title", '"%s"' % ("a" * 300_000), "0"),
    '{"fields": [' + ", ".join(['{"key": "title", "value": "a", "base": 0}'] * 5000) + "]}",
)
_NUMBER: Final = "9" * 5000
HEADERS: Final[tuple[dict[str, str], ...]] = (
    {"HTTP_ACCEPT_LANGUAGE": f"{_NUMBER};q={_NUMBER}", "HTTP_IF_NONE_MATCH": "\0\xff", "HTTP_USER_AGENT": "a\0b"},
    {"HTTP_IF_MODIFIED_SINCE": "Fri, 31 Dec 99999 23:59:59 GMT", "HTTP_RANGE": f"bytes={_NUMBER}"},
    {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "\0", "HTTP_HX_CURRENT_URL": "http://[", "HTTP_HX_TRIGGER": "\xff"},
    {"HTTP_REFERER": "http://[\0", "HTTP_ORIGIN": "null", "HTTP_X_FORWARDED_FOR": "\0, " * 100},
    {"CONTENT_TYPE": "text/html; charset=rot13"},
    {"CONTENT_TYPE": "application/x-www-form-urlencoded; charset=utf-16"},
    {"CONTENT_TYPE": "multipart/form-data", "QUERY_STRING": "q=%ff%fe&side=%00&%00=1"},
)
COOKIES: Final = (
    'sessionid="\\000\\000\\000\\000\\000\\000\\000\\000\\000"',
    "sessionid=" + "\xff" * 40,
    "sessionid=" + "a" * 5000,
    'fordel_language="\\000"; language="\\000"; csrftoken="\\000"; messages="\\000"',
    "language=" + "x" * 5000 + "; messages=" + "[" * 3000,
    "=;=;;; a b c",
)
