"""What the numbers of an .xlsx count, by the format of their cells: kroner unless the format names something else."""

from __future__ import annotations

import re
from typing import Final

from fordel.shared.spreadsheets.limits import SpreadsheetError, Usage, whole_number
from fordel.shared.spreadsheets.xml_events import parse_xml

_PER_CENT: Final = {"9": "0%", "10": "0.00%"}  # the numbers of formats that every program knows by itself
_LITERAL: Final = re.compile(r'"([^"]*)"|\[\$([^\]-]*)[^\]]*\]|\\(.)|_.|\*.')
_OTHER_UNIT: Final = re.compile(
    r"[€$£¥₽]|\b(?:eur|euro|usd|gbp|sek|dkk|isk|chf|pln|tkr|knok|tnok|mkr|mnok|tusen|mill|million\w*|mrd|milliard\w*"
    r"|timer?|timar|dager|dagar|stk|poeng)\b",
    re.IGNORECASE,
)
_SCALED: Final = re.compile(r"[0#?],+(?![0#?])")
_THOUSANDS: Final = frozenset({"tkr", "knok", "tnok", "mkr", "mnok", "tusen", "mill", "mrd"})
_MOST_STYLES: Final = 65_536


def units_of_styles(content: bytes, usage: Usage) -> dict[int, str]:
    """By the number of a cell style: what it counts, for styles whose format names something else than kroner."""
    formats = dict(_PER_CENT)
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        if name == "numFmt":
            code = attributes.get("formatCode", "")
            usage.text(len(code))
            formats[attributes.get("numFmtId", "")] = code
        elif name == "cellXfs":
            inside = True
        elif name == "xf" and inside:
            styles.append(attributes.get("numFmtId", ""))
            if len(styles) > _MOST_STYLES:
                raise SpreadsheetError("damaged")

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != "cellXfs"

    parse_xml(content, start, end, lambda _text: None)
    units = {code: unit_of_format(text) for code, text in formats.items()}
    return {number: unit for number, code in enumerate(styles) if (unit := units.get(code, ""))}


def unit_of_format(code: str) -> str:
    """`%`, `EUR` or the like when the format `code` shows that beside the number; '' when it does not.

    A format that leaves out thousands and says so (`0.0,," mill."`) shows the whole number in another way, and counts
    kroner.
    """
    positive = code.partition(";")[0]
    literals = " ".join(" ".join(filter(None, match.groups())) for match in _LITERAL.finditer(positive))
    bare = _LITERAL.sub(" ", positive)
    if "%" in bare:
        return "%"
    found = _OTHER_UNIT.search(f"{literals} {bare}")
    if found is None:
        return ""
    is_thousands = found[0].casefold() in _THOUSANDS or found[0].casefold().startswith("milli")
    return "" if is_thousands and _SCALED.search(bare) else found[0]


def style_of(attribute: str) -> int:
    """The number of a cell's style; 0 if it has none. Raises SpreadsheetError `damaged`."""
    return whole_number(attribute) if attribute else 0
