"""Answers that are counted: what the scheme's form marks with `counted` is kept with the report by the question's code,
and can be filtered, imported, exported and seen in the status."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language, gettext

from fordel.core.form.definition import Kind, Question, Texts, text_in
from fordel.core.needs_import.answers import AnswerColumn
from fordel.programme.models import SchemeVersion
from fordel.programme.selectors.schemes import scheme_of

PREFIX = "answer_"
"""What the code of a question begins with where it is a name among others: in addresses, files and snapshots."""


def counted_questions(scheme: SchemeVersion) -> tuple[Question, ...]:
    """The questions of the scheme whose answers are counted, in the order of the form."""
    form = scheme_of(scheme).form
    return form.counted if form else ()


def answer_columns(scheme: SchemeVersion) -> tuple[AnswerColumn, ...]:
    """The same questions as columns that a spreadsheet may have."""
    return tuple(AnswerColumn(PREFIX + question.code, question) for question in counted_questions(scheme))


def name_of(question: Question) -> str:
    """The short name of a counted question in the active language."""
    return _in_active_language(question.counted)


def question_in_words(question: Question) -> str:
    """The question as it is asked, in the active language."""
    return _in_active_language(question.label)


def answers_of(question: Question) -> list[tuple[str, str]]:
    """What the question can be answered with, as (code, words in the active language)."""
    if question.kind == Kind.YES_NO:
        return [("yes", gettext("Yes")), ("no", gettext("No"))]
    return [(choice.code, _in_active_language(choice.label)) for choice in question.choices]


def answer_in_words(question: Question, code: str) -> str:
    """An answer in the active language; '' if it was not given, the code itself if nobody can choose it any more."""
    return dict(answers_of(question)).get(code, code)


def _in_active_language(texts: Texts) -> str:
    return text_in(texts, get_language() or "nb")


lazy_name_of: Callable[[Question], str | Promise] = lazy(name_of, str)
"""The same in the language of the moment it is shown."""
