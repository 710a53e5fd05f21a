"""What an owner has sent, as it is read: every answer with its question, and the budget as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from fordel.core.form.definition import FormDefinition, Kind, Question, text_in
from fordel.core.form.draft import OWNER_SLOT


class Answer(NamedTuple):
    """A question's label and what was answered, as lines of text."""

    label: str
    text: str


class BudgetRow(NamedTuple):
    """What a recipient gets in a year, kroner: one amount for each kind of cost, and their sum."""

    name: str
    amounts: tuple[int, ...]
    total: int


@dataclass(frozen=True)
class BudgetYear:
    """`sums` are of the columns, `need` is what was reported for the year; all in kroner."""

    year: int
    rows: tuple[BudgetRow, ...]
    sums: tuple[int, ...]
    total: int
    need: int


@dataclass(frozen=True)
class SentPart:
    title: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class SentContent:
    """`kinds` are the columns of the budget."""

    parts: tuple[SentPart, ...]
    kinds: tuple[str, ...]
    budget: tuple[BudgetYear, ...]


def sent_content(form: FormDefinition, content: Mapping[str, Any], language: str) -> SentContent:
    """No queries. Answers to questions that the form no longer has are left out (the receipt holds them)."""
    answers = content["answers"]
    parts = []
    for part in form.parts:
        found = tuple(
            Answer(text_in(question.label, language), _shown(question, answers[question.code], language))
            for question in part.questions
            if question.code in answers
        )
        if found:
            parts.append(SentPart(text_in(part.title, language), found))
    kinds = tuple(text_in(kind.label, language) for kind in form.kinds_of_cost)
    return SentContent(tuple(parts), kinds, tuple(_budget(form, content, year) for year in content["years"]))


def _shown(question: Question, value: Any, language: str) -> str:
    if value in ("", [], None):
        return _("not given")
    if question.kind == Kind.YES_NO:
        return _("Yes") if value == "yes" else _("No")
    labels = {choice.code: text_in(choice.label, language) for choice in question.choices}
    values: Sequence[str] = value if isinstance(value, list) else [value]
    return "\n".join(labels.get(each, each) for each in values)


def _budget(form: FormDefinition, content: Mapping[str, Any], year: int) -> BudgetYear:
    codes = [kind.code for kind in form.kinds_of_cost]
    names = {OWNER_SLOT: content["owner"]["name"]} | {party["slot"]: party["name"] for party in content["parties"]}
    cells = {(c["slot"], c["kind"]): c["amount"] for c in content["budget"] if c["year"] == year}
    rows = []
    for slot, name in names.items():
        amounts = tuple(cells.get((slot, code), 0) for code in codes)
        rows.append(BudgetRow(name, amounts, sum(amounts)))
    sums = tuple(sum(row.amounts[at] for row in rows) for at in range(len(codes)))
    return BudgetYear(year, tuple(rows), sums, sum(sums), content["need"].get(str(year), 0))
