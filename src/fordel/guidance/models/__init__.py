"""Articles, how useful they were, and questions to the office."""

from __future__ import annotations

from fordel.guidance.models.articles import Article, ArticleKind, ArticleState, Audience
from fordel.guidance.models.questions import Feedback, Question, QuestionMessage, QuestionState

__all__ = [
    "Article",
    "ArticleKind",
    "ArticleState",
    "Audience",
    "Feedback",
    "Question",
    "QuestionMessage",
    "QuestionState",
]
