"""What guidance holds of a person, for the person."""

from __future__ import annotations

from typing import Any

from fordel.guidance.models import Feedback, Question, QuestionMessage
from fordel.parties.models import Person


def questions_of(person: Person) -> list[dict[str, Any]]:
    """What they have asked, and every message they have written about a question."""
    asked = Question.objects.filter(asked_by=person).order_by("pk")
    written = QuestionMessage.objects.filter(author=person).order_by("pk")
    shown = asked.values("title", "office__name", "page", "scheme", "state", "asked_at", "closed_because")
    return [
        *(dict(row) for row in shown),
        *(dict(row) for row in written.values("question__title", "text", "sent_at", "from_office")),
    ]


def feedback_of(person: Person) -> list[dict[str, Any]]:
    """What they have said of articles."""
    rows = Feedback.objects.filter(person=person).order_by("pk")
    return [dict(row) for row in rows.values("article__title_nb", "is_useful", "comment", "given_at")]
