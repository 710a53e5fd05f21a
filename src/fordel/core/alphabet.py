"""Norwegian order of names: æ, ø, å last, and aa as å; accents do not matter."""

from __future__ import annotations

import unicodedata
from typing import Final

_LAST: Final = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})


def norwegian_key(text: str) -> str:
    """A key to sort by: `sorted(names, key=norwegian_key)`."""
    moved = unicodedata.normalize("NFC", text).casefold().replace("aa", "å").translate(_LAST)
    return "".join(letter for letter in unicodedata.normalize("NFD", moved) if not unicodedata.combining(letter))
