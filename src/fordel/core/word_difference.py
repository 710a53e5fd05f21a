"""What was taken out of a text and what was put in, word by word, for people to read."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final, NamedTuple

_WORDS: Final = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)
_MOST_WORDS: Final = 6_000


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Piece(NamedTuple):
    """A run of the text. The same and removed ones together are the old text, the same and added ones the new."""

    kind: Kind
    text: str


def word_difference(old: str, new: str) -> list[Piece]:
    """The texts as runs that are the same, removed or added, in reading order; a short run of the same words between
    two changes goes with them, so that a sentence that was rewritten reads as one change."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > 2 * _MOST_WORDS:
        return _joined([("", old, new)])
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        was, is_now = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        steps.append((was, "", "") if tag == "equal" else ("", was, is_now))
    return _joined(_with_gaps_closed(steps))


Step = tuple[str, str, str]  # same, removed, added


def _with_gaps_closed(steps: list[Step]) -> list[Step]:
    found: list[Step] = []
    for index, step in enumerate(steps):
        same, removed, added = step
        if same and 0 < index < len(steps) - 1 and not re.search(r"\w", same):
            same, removed, added = "", same, same
        if found and not same and not found[-1][0]:
            _same, was, is_now = found[-1]
            found[-1] = ("", was + removed, is_now + added)
        else:
            found.append((same, removed, added))
    return found


def _joined(steps: list[Step]) -> list[Piece]:
    pieces = []
    for same, removed, added in steps:
        pieces += [Piece(Kind.SAME, same), Piece(Kind.REMOVED, removed), Piece(Kind.ADDED, added)]
    return [piece for piece in pieces if piece.text]


def passages(old: str, new: str, *, around: int = 40, most: int = 300) -> tuple[str, str]:
    """Return what was there and what is there now, without the beginning and end that are alike; `…` marks a gap.
    `around` is how many characters of what is alike stand beside the change, `most` how long each may be."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return tuple(_passage(text, start, end, around, most) for text in (old, new))  # type: ignore[return-value]


def _passage(text: str, start: int, end: int, around: int, most: int) -> str:
    first, last = max(0, start - around), min(len(text), len(text) - end + around)
    while first > 0 and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and not text[last].isspace():
        last += 1
    cut = text[first:last]
    is_short = last < len(text)
    if len(cut) > most:
        cut, is_short = cut[:most].rsplit(" ", 1)[0], True
    return f"{'…' if first else ''}{' '.join(cut.split())}{'…' if is_short else ''}"
