"""How a plan came to be: what differs from the former one, and every change of a chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fordel.core.form.rich_text import plain_text
from fordel.core.word_difference import Piece, word_difference
from fordel.plan.models import Plan
from fordel.plan.selectors.chapters import chapters_of, form_of_plan
from fordel.writing.documents.differences import Names, form_changes
from fordel.writing.presentation.history import History, history_of


@dataclass(frozen=True)
class ChapterChange:
    """A chapter beside that of the former plan; `is_new` and `is_gone` if only one of them has it."""

    title: str
    pieces: tuple[Piece, ...]
    is_new: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class PlanHistory:
    """`changes` is None if the plan builds on no other."""

    changes: list[ChapterChange] | None
    fields: History


def plan_history(plan: Plan, key: str, side: str | None) -> PlanHistory:
    """`key` is one chapter ('' for all), `side` the page. Eight queries at most."""
    names = Names(form_of_plan(plan))
    fields = history_of(plan.pk, names, [], lambda _sequence: "", form_changes, key[:80], side)
    return PlanHistory(_since_former(plan) if plan.former else None, fields)


def _words(plan: Plan) -> Mapping[str, tuple[str, str]]:
    """Code -> (title, words) of each chapter."""
    return {each.code: (each.title, plain_text(each.text)) for each in chapters_of(plan)}


def _since_former(plan: Plan) -> list[ChapterChange]:
    """The chapters that differ, in the order of the plan, and then those that are no longer there."""
    assert plan.former is not None  # noqa: S101 -- the caller has looked
    return differing(_words(plan.former), _words(plan))


def differing(before: Mapping[str, tuple[str, str]], now: Mapping[str, tuple[str, str]]) -> list[ChapterChange]:
    """What differs, in the order it has now, and then what is no longer there; each is code -> (title, words)."""
    found = []
    for code, (title, words) in now.items():
        if code not in before:
            found.append(ChapterChange(title, tuple(word_difference("", words)), is_new=True))
        elif before[code] != (title, words):
            found.append(ChapterChange(title, tuple(word_difference(before[code][1], words))))
    gone = [ChapterChange(title, (), is_gone=True) for code, (title, _words) in before.items() if code not in now]
    return found + gone
