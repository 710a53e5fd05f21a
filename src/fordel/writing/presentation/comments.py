"""Comments beside the text that they are on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fordel.core.form.rich_text import is_in_one, places
from fordel.writing.models import Comment, Outcome


@dataclass(frozen=True)
class CommentShown:
    """A comment. `is_on_text`: the words that it is on are still there."""

    row: Comment
    is_on_text: bool

    @property
    def is_open(self) -> bool:
        return self.row.outcome == Outcome.OPEN


def comments_shown(html: str, rows: Iterable[Comment]) -> list[CommentShown]:
    """The comments on a text, those that are open first."""
    known = places(html)
    found = [CommentShown(each, is_in_one(known, each.quote)) for each in rows]
    return sorted(found, key=lambda each: not each.is_open)
