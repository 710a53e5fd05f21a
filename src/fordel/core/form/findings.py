"""What is missing, wrong or worth a second look in a form: the same rules for whoever writes and whoever receives.

A finding names its code, the field and numbers; a module says it in words. `rule` is the demand of the scheme behind
it (`FormDefinition.rules` holds its § and reason).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by
from enum import StrEnum
from typing import Any, Final

from fordel.core.form.definition import TYPED, FormDefinition, Kind, Part, Question
from fordel.core.form.facts import FormFacts
from fordel.core.form.names_of_children import seems_to_name_a_child


class Severity(StrEnum):
    MISSING = "missing"  # not answered yet: stops sending
    WRONG = "wrong"  # answered in a way that cannot be used: stops sending
    WARNING = "warning"  # sent all the same


# What was typed there cannot be read at all, so it is said at once; the rest can wait until it is checked.
UNREADABLE: Final = frozenset(
    {"too_long", "not_a_number", "number_too_large", "not_a_choice", "not_an_amount", "amount_too_large"}
)


@dataclass(frozen=True)
class Finding:
    """`field` is the key of the field to go to (a question's code where it has no single field)."""

    code: str
    severity: Severity
    part: str
    field: str
    rule: str = ""
    params: Mapping[str, Any] = made_by(default_factory=dict)

    @property
    def stops_sending(self) -> bool:
        return self.severity != Severity.WARNING


def findings_of_form(facts: FormFacts) -> tuple[Finding, ...]:
    """Everything there is to say of a form whose answers are words, numbers and choices, in its order."""
    return tuple(
        finding
        for part in facts.parts
        for question in facts.asked(part)
        for finding in findings_of_answer(facts, part, question)
    )


def findings_of_answer(facts: FormFacts, part: Part, question: Question) -> Iterator[Finding]:
    """What there is to say of one answer."""
    if question.required and not facts.is_answered(question):
        yield missing(facts, part, question)
    elif question.kind in TYPED:
        yield from _text(facts, part, question)
    elif question.kind == Kind.NUMBER:
        yield from _number(facts, part, question)
    elif question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO):
        yield from _choice(facts, part, question)


def missing(facts: FormFacts, part: Part, question: Question) -> Finding:
    """That a question is not answered; it is said at its first field."""
    keys = facts.keys_of(question)
    field_ = keys[0] if keys else question.code
    return Finding("missing", Severity.MISSING, part.code, field_, question.rule, {"question": question.code})


def _text(facts: FormFacts, part: Part, question: Question) -> Iterator[Finding]:
    text = facts.words(question)
    if len(text) > question.most:
        params = {"length": len(text), "most": question.most, "question": question.code}
        yield Finding("too_long", Severity.WRONG, part.code, question.code, params=params)
    if seems_to_name_a_child(text):
        yield Finding("names_a_child", Severity.WARNING, part.code, question.code, "privacy")


def _number(facts: FormFacts, part: Part, question: Question) -> Iterator[Finding]:
    text = facts.text(question.code)
    number = facts.number(question.code)
    params: dict[str, Any] = {"text": text[:40], "question": question.code, "most": question.most}
    if text and number is None:
        yield Finding("not_a_number", Severity.WRONG, part.code, question.code, params=params)
    elif number is not None and number > question.most:
        yield Finding("number_too_large", Severity.WRONG, part.code, question.code, params=params)


def _allowed(question: Question, form: FormDefinition) -> set[str]:
    if question.kind == Kind.YES_NO:
        return {"yes", "no"}
    if question.code == "duration_years":
        return {
            choice.code for choice in question.choices if choice.code.isdigit() and int(choice.code) <= form.years_most
        }
    return {choice.code for choice in question.choices}


def _choice(facts: FormFacts, part: Part, question: Question) -> Iterator[Finding]:
    chosen = set(facts.codes(question.code)) | ({facts.text(question.code)} - {""})
    if not chosen <= _allowed(question, facts.form):
        yield Finding("not_a_choice", Severity.WRONG, part.code, question.code, params={"question": question.code})
