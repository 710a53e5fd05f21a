"""Comments on the words of a document."""

from __future__ import annotations

from typing import Any

from fordel.parties.models import Person
from fordel.writing.models import Comment, CommentAnswer


def comments_of(document_id: int, key: str) -> list[Comment]:
    """The comments on a field in order, each with its answers. Two queries."""
    found = Comment.objects.filter(document=document_id, key=key).select_related("author", "decided_by")
    return list(found.prefetch_related("answers__author"))


def open_comments(document_id: int) -> dict[str, int]:
    """Key -> how many comments on the field are open. One query."""
    counts: dict[str, int] = {}
    for key in Comment.objects.filter(document=document_id, outcome="").values_list("key", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


def comments_by(person: Person) -> list[dict[str, Any]]:
    """What the person has written in comments and answers: for the person, as part of what is held about them."""
    own = Comment.objects.filter(author=person).values("quote", "text", "suggestion", "written_at")
    answers = CommentAnswer.objects.filter(author=person).order_by("pk").values("text", "written_at")
    return [*(dict(each) for each in own), *(dict(each) for each in answers)]
