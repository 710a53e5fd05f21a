"""The questions that the figures answer, in the order they are asked in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from fordel.insight.presentation.questions import across, flow, groups, helped, missing
from fordel.insight.presentation.questions.answer import Question
from fordel.programme.models import Round

QUESTIONS: Final[tuple[Question, ...]] = (
    groups.QUESTION,
    flow.QUESTION,
    missing.QUESTION,
    helped.QUESTION,
    across.QUESTION,
)


def question_called(slug: str) -> Question | None:
    """The question with this word in its address."""
    return next((each for each in QUESTIONS if each.slug == slug), None)


STATUS: Final = ""
"""Stands for the first question, whose page is the status."""
_FIRST: Final = gettext_lazy("Is there enough, and for whom?")


@dataclass(frozen=True)
class Step:
    """A question in the row of them: its words, its address, and whether the reader is on its page."""

    text: Promise | str
    address: str
    is_here: bool


@dataclass(frozen=True)
class Onwards:
    """Every question in order, and the one that follows (None after the last)."""

    steps: tuple[Step, ...]
    following: Step | None


def onwards(round_: Round, slug: str) -> Onwards:
    """The questions as the page of one of them leads on to the next."""
    first = Step(_FIRST, reverse("insight:status", kwargs={**round_.where}), slug == STATUS)
    rest = (
        Step(each.text, reverse("insight:question", kwargs={**round_.where, "question": each.slug}), each.slug == slug)
        for each in QUESTIONS
    )
    steps = (first, *rest)
    here = next(place for place, step in enumerate(steps) if step.is_here)
    return Onwards(steps, steps[here + 1] if here + 1 < len(steps) else None)
