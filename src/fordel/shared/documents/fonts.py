"""The fonts of documents: Inter with the letters of Norwegian, Sámi and most of Europe, built by `make assets`."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def font_folder() -> Path:
    """The folder with the TTF files. Raises ImproperlyConfigured where the assets are not built."""
    folder = Path(settings.STATIC_ROOT) / "fonts" / "ttf"
    if not folder.is_dir():
        raise ImproperlyConfigured("The fonts of documents are not built. Run `make assets`.")
    return folder


_INSTEAD: Final = {"✕": "×", "✗": "×", "✓": "√", "\u2011": "-", "\u2212": "−"}
_UNKNOWN: Final = "?"


@cache
def _letters() -> frozenset[str]:
    """Every character the fonts have, and the white space that needs none."""
    return frozenset((font_folder() / "letters.txt").read_text(encoding="utf-8")) | frozenset("\n\t ")


def displayable(text: str) -> str:
    """The text with what the fonts cannot show replaced, so that a stray emoji never stops a letter.

    Letters are composed first; a letter the fonts lack becomes its base letter, an invisible sign is dropped, and
    anything else becomes a question mark.
    """
    letters = _letters()
    if all(letter in letters for letter in text):
        return text
    return "".join(_shown(letter, letters) for letter in unicodedata.normalize("NFC", text))


def _shown(letter: str, letters: frozenset[str]) -> str:
    if letter in letters:
        return letter
    for other in (_INSTEAD.get(letter, ""), unicodedata.normalize("NFKD", letter)[:1]):
        if other and other in letters:
            return other
    return "" if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me") else _UNKNOWN


def all_displayable(data: Any) -> Any:
    """The same for every text inside lists and mappings."""
    if isinstance(data, str):
        return displayable(data)
    if isinstance(data, dict):
        return {key: all_displayable(value) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [all_displayable(value) for value in data]
    return data
