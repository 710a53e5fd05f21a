"""How wide text is in Inter, to place labels without a browser."""

from __future__ import annotations

import unicodedata
from typing import Final

_THOUSANDTHS: Final = {
    250: "ijlI",
    285: " .,·:;'|\u00a0",
    345: "ftr()-/",
    430: "1",
    500: "–«»",
    560: "acksvxyzåFJ",
    600: "bdeghnopquøBELPRSTZ",
    625: "023456789+−=<>&?",
    690: "AKUVXY",
    750: "CDGHNOQØ",
    870: "mwMæ",
    990: "WÆ%—",
}
_WIDTH: Final = {letter: width for width, letters in _THOUSANDTHS.items() for letter in letters}
_SEMIBOLD: Final = 1.04


def text_width(text: str, size: float, weight: int = 400) -> float:
    """About how wide the text is, in the same unit as `size`; accents count as their base letter."""
    thousandths = sum(_WIDTH.get(letter) or _WIDTH.get(_base(letter), 620) for letter in text)
    return thousandths * size / 1000 * (_SEMIBOLD if weight >= 600 else 1)


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def wrap(text: str, size: float, room: float, lines: int = 2) -> list[str]:
    """The text over at most so many lines; the last one takes the rest, so that nothing is cut off."""
    found: list[str] = []
    for word in text.split():
        joined = f"{found[-1]} {word}" if found else word
        if found and (text_width(joined, size) <= room or len(found) == lines):
            found[-1] = joined
        else:
            found.append(word)
    return found or [""]
