"""The layout of the yearly report in a scheme: what can be read, and what is refused with its place."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from fordel.core.annual.layout import read_layout
from fordel.core.scheme import SchemeError

SCHEMES: Final = Path(__file__).resolve().parents[3] / "src" / "fordel" / "programme" / "schemes"
REAL: Final = tomllib.loads((SCHEMES / "collective-2026.toml").read_text(encoding="utf-8"))


def _set(*keys: Any, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        place: Any = table
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return change


def _without(*keys: Any) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        place: Any = table
        for key in keys[:-1]:
            place = place[key]
        del place[keys[-1]]

    return change


def test_the_layout_of_the_real_scheme_is_read() -> None:
    layout = read_layout(REAL)
    assert layout is not None
    assert layout.signatures == ("case_officer", "approver")
    assert [each.code for each in layout.sections] == ["year", "groups", "owners", "sami", "signs", "ahead"]
    assert layout.reminders == (21, 7, 2)


def test_a_scheme_without_a_layout_has_no_report() -> None:
    assert read_layout({}) is None


WRONG: Final = {
    "an unknown figure": (_set("sections", 0, "figures", value=["framme"]), "sections.0.figures", "framme"),
    "an unknown figure to compare by": (_set("overview", value=["paid"]), "overview", "paid"),
    "an unknown breakdown": (_set("sections", 1, "by", value="county"), "sections.1.by", "county"),
    "the frame in parts": (_set("sections", 1, "figures", value=["frame"]), "sections.1.figures", "frame"),
    "one signature": (_set("signatures", value=["approver"]), "signatures", "approver"),
    "an unknown role": (_set("signatures", value=["approver", "owner"]), "signatures", "owner"),
    "two sections of one code": (_set("sections", 1, "code", value="year"), "sections", "same code"),
    "a last day before it opens": (_set("last_day", value="2027-01-16"), "last_day", "2027-01-16"),
    "no room for a comment": (_set("sections", 0, "comment", "most", value=0), "sections.0.comment.most", "0"),
    "a reminder that is no number": (_set("reminders", value=["7"]), "reminders", "7"),
    "no prompt": (_without("sections", 0, "comment", "prompt"), "annual_report", "prompt"),
    "no last day": (_without("last_day"), "annual_report", "last_day"),
    "a day that is none": (_set("opens", value="2027-02-30"), "annual_report", "misspelt"),
    "a text that lacks nynorsk": (_without("sections", 0, "title", "nn"), "annual_report", "nn"),
}


@pytest.mark.parametrize(("change", "key", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_layout_that_cannot_be_used_is_refused_with_its_place(
    change: Callable[[dict[str, Any]], None], key: str, words: str
) -> None:
    table = copy.deepcopy(REAL["annual_report"])
    change(table)
    with pytest.raises(SchemeError) as found:
        read_layout({"annual_report": table}, "wrong.toml")
    assert "wrong.toml" in str(found.value)
    assert key in str(found.value)
    assert words in str(found.value)
