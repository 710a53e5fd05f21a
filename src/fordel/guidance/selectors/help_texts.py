"""The help that the product brings with it: a file for each page in `help/`, with a text for each role that has the
page. Read once, and kept in memory."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from fordel.core.form.definition import Texts
from fordel.core.form.rich_text import from_plain

FOLDER: Final = Path(__file__).resolve().parents[1] / "help"
LANGUAGES: Final = ("nb", "nn")


@dataclass(frozen=True)
class HelpText:
    """The help of a page for some roles, by form of Norwegian. `page` is the name of its address, `names` what the page
    is called, and `bodies` are HTML."""

    page: str
    names: Texts
    roles: tuple[str, ...]
    titles: Texts
    bodies: Texts


@cache
def help_texts() -> tuple[HelpText, ...]:
    """Every text, in the order of the files. Raises KeyError for one that lacks a form of Norwegian."""
    files = (tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml")))
    return tuple(text for found in files for text in _read(found))


def _read(found: Mapping[str, Any]) -> list[HelpText]:
    return [
        HelpText(
            found["page"],
            {language: found["name"][language] for language in LANGUAGES},
            tuple(each["roles"]),
            {language: each[language]["title"] for language in LANGUAGES},
            {language: from_plain(each[language]["text"]) for language in LANGUAGES},
        )
        for each in found["for"]
    ]


def help_for(page: str, role: str) -> HelpText | None:
    """The text of the page for the role; None if there is none."""
    return next((text for text in help_texts() if text.page == page and role in text.roles), None)


def helped_pages() -> list[tuple[str, Texts]]:
    """(page, its name) of every page that has help, once each: what an article can be tied to."""
    return list({text.page: text.names for text in help_texts()}.items())


def help_of_role(role: str) -> list[HelpText]:
    """Every text for the role."""
    return [text for text in help_texts() if role in text.roles]
