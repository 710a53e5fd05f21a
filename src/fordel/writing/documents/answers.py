"""A form read out: every answer in words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.form.definition import OUTSIDE, Kind, Question
from fordel.core.form.facts import FormFacts
from fordel.core.money import format_kroner
from fordel.shared.rich_text import safe_html
from fordel.writing.documents.words import choices_of, field_id, in_language
from fordel.writing.plugs.kinds import F

APART: Final = frozenset({Kind.BUDGET, *OUTSIDE})


@dataclass(frozen=True)
class Answer:
    """A question with its answer in words. `html` is the same for a page if it is rich text, else ''."""

    label: str
    text: str
    field: str
    html: str = ""


@dataclass(frozen=True)
class AnsweredPart:
    """A part with its answers, and the kinds of its questions that have tables and lists of their own."""

    code: str
    title: str
    answers: list[Answer]
    apart: tuple[Kind, ...] = ()


def answered_parts(facts: F, say: Callable[[F, Question], str]) -> list[AnsweredPart]:
    """Everything that is asked, with the answers read out; «not given» if there is none. `say` reads an answer out:
    `answer_text`, or a function that knows more kinds."""
    return [
        AnsweredPart(
            part.code,
            in_language(part.title),
            [_answer(facts, each, say) for each in facts.asked(part) if each.kind not in APART],
            tuple(each.kind for each in facts.asked(part) if each.kind in APART),
        )
        for part in facts.parts
    ]


def _answer(facts: F, question: Question, say: Callable[[F, Question], str]) -> Answer:
    html = safe_html(facts.text(question.code)) if question.kind == Kind.RICH else ""
    field = field_id(facts.keys_of(question)[0])
    return Answer(in_language(question.label), say(facts, question) or _("not given"), field, html)


def answer_text(facts: FormFacts, question: Question) -> str:
    """The answer to a question of words, numbers or choices; '' if there is none."""
    names = dict(choices_of(question))
    if question.kind == Kind.CHOICES:
        return ", ".join(names.get(code, code) for code in facts.codes(question.code))
    text = facts.words(question)
    if question.kind in (Kind.CHOICE, Kind.YES_NO):
        return names.get(text, text)
    number = facts.number(question.code) if question.kind == Kind.NUMBER else None
    return format_kroner(number) if number is not None else text
