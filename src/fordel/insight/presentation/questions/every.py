"""The questions that the figures answer, in the order they are asked in."""

from __future__ import annotations

from typing import Final

from fordel.insight.presentation.questions import across, flow, groups, missing
from fordel.insight.presentation.questions.answer import Question

QUESTIONS: Final[tuple[Question, ...]] = (groups.QUESTION, flow.QUESTION, missing.QUESTION, across.QUESTION)


def question_called(slug: str) -> Question | None:
    """The question with this word in its address."""
    return next((each for each in QUESTIONS if each.slug == slug), None)
