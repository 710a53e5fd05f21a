"""What waits for an office, for the query that reads the round of its start page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from fordel.guidance.models import Article, ArticleState, Question, QuestionState
from fordel.programme.models import Round
from fordel.shared.prepared import TODAY

MOST: int = 20
_LONGEST_NOTICE: int = 60


class DueArticle(NamedTuple):
    """An article that is to be read again soon; `responsible` is the id of whoever answers for it."""

    id: int
    title: str
    review_on: date
    responsible: int | None


def office_counts() -> dict[str, Any]:
    """The articles of the round's office that are due soonest, and the questions that wait."""
    due = Article.objects.filter(
        office=OuterRef("office"),
        state=ArticleState.PUBLISHED,
        review_on__lte=TODAY + timedelta(days=_LONGEST_NOTICE),
    ).order_by("review_on", "pk")[:MOST]
    each = JSONObject(id="pk", title="title", review_on="review_on", responsible="responsible")
    waiting = Question.objects.filter(office=OuterRef("office"), state=QuestionState.OPEN).order_by()
    grouped = waiting.values("office")
    return {
        "articles_due": ArraySubquery(due.values(row=each)),
        "questions_open": Coalesce(Subquery(grouped.annotate(n=Count("pk")).values("n")), 0),
        "questions_due": Subquery(grouped.annotate(first=Min("answer_due")).values("first")),
    }


def open_questions(round_: Round) -> tuple[int, date | None]:
    """(how many wait for an answer, the earliest day to answer by), as read with `office_counts`. No queries."""
    return getattr(round_, "questions_open", 0), getattr(round_, "questions_due", None)


def due_articles(round_: Round) -> list[DueArticle]:
    """What was read with `office_counts`. No queries."""
    found: list[dict[str, Any]] = getattr(round_, "articles_due", None) or []
    return [
        DueArticle(each["id"], each["title"], date.fromisoformat(each["review_on"]), each["responsible"])
        for each in found
    ]
