"""A form that is being filled in, as the rules see it: the fields as typed, and what can be read out of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from fordel.core.form.definition import OUTSIDE, FormDefinition, Kind, Part, Question
from fordel.core.form.rich_text import plain_text

Value = Any  # text as typed, or a list of codes
NO_CONDITIONS: Final[Mapping[str, frozenset[str]]] = {}


@dataclass(frozen=True, kw_only=True)
class FormFacts:
    """What the rules look at in any document. `values` are the fields by key, as typed; `attachments` is how many
    files belong to it. A kind of document that knows more about the writer or the amounts builds on this class."""

    form: FormDefinition
    values: Mapping[str, Value] = field(default_factory=dict)
    attachments: int = 0

    def text(self, key: str) -> str:
        """The field as text without white space around; '' if nothing was typed."""
        value = self.values.get(key)
        return value.strip() if isinstance(value, str) else ""

    def codes(self, key: str) -> tuple[str, ...]:
        """The chosen codes of a question with several choices."""
        value = self.values.get(key)
        return tuple(str(each) for each in value) if isinstance(value, list) else ()

    def words(self, question: Question) -> str:
        """The answer to a question that is answered in words, without the markup of rich text."""
        text = self.text(question.code)
        return plain_text(text) if question.kind == Kind.RICH else text

    def number(self, key: str) -> int | None:
        """A whole number that was typed (spaces are allowed), or None."""
        text = "".join(self.text(key).split())
        return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None

    @cached_property
    def conditions(self) -> Mapping[str, frozenset[str]]:
        """The values of the conditions that are not answers of the form."""
        return NO_CONDITIONS

    def is_asked(self, question: Question) -> bool:
        """Whether the question's conditions hold."""
        for name, wanted in question.when.items():
            have = self.conditions.get(name) or frozenset({self.text(name), *self.codes(name)})
            if not have & set(wanted):
                return False
        return True

    def asked(self, part: Part) -> tuple[Question, ...]:
        """The part's questions that are asked now."""
        return tuple(question for question in part.questions if self.is_asked(question))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts that ask something now."""
        return tuple(part for part in self.form.parts if self.asked(part))

    def keys_of(self, question: Question) -> tuple[str, ...]:
        """The keys of the fields that answer the question; none for what is kept outside the fields."""
        return () if question.kind in OUTSIDE else (question.code,)

    def is_answered(self, question: Question) -> bool:
        """Whether anything at all is there."""
        if question.kind == Kind.ATTACHMENTS:
            return self.attachments > 0
        return any(self.text(key) or self.codes(key) for key in self.keys_of(question))
