"""How a document came to be, in words: what a field said before and after, and what differs between what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fordel.core.form.content import Content
from fordel.core.form.definition import FormDefinition, Kind
from fordel.core.form.rich_text import plain_text
from fordel.core.word_difference import Piece, word_difference
from fordel.writing.documents.words import choices_of, in_language


@dataclass(frozen=True)
class ChangeLine:
    """One difference. `text` says it in a sentence; for a text that was changed, `label` is the question and `pieces`
    its words as they were and are."""

    label: str
    text: str
    pieces: tuple[Piece, ...] = ()


def question_label(form: FormDefinition, code: str) -> str:
    """The question in the active language; its code if the form no longer has it."""
    try:
        return in_language(form.question(code).label)
    except KeyError:
        return code


@dataclass(frozen=True)
class Names:
    """What the keys of fields, and their values, mean in a form. A kind with keys of its own overrides `label`."""

    form: FormDefinition

    def label(self, key: str) -> str:
        """`What is the goal?`"""
        return question_label(self.form, key.split(".", maxsplit=1)[0])

    def value(self, key: str, value: Any) -> str:
        """The value as it is read: chosen labels, the words of rich text, or the text as it was typed."""
        try:
            question = self.form.question(key.split(".", maxsplit=1)[0])
        except KeyError:
            return str(value or "")
        if question.kind == Kind.RICH:
            return plain_text(str(value or ""))
        names = dict(choices_of(question)) if question.kind in (Kind.CHOICE, Kind.CHOICES, Kind.YES_NO) else {}
        if isinstance(value, list):
            return ", ".join(names.get(str(each), str(each)) for each in value)
        return names.get(str(value), str(value or ""))

    def pieces(self, key: str, old: Any, new: Any) -> tuple[Piece, ...]:
        """The field before and after, word by word."""
        return tuple(word_difference(self.value(key, old), self.value(key, new)))


def answer_changes(names: Names, before: Content, after: Content) -> list[ChangeLine]:
    """The answers that differ between two that were sent."""
    found = []
    for code in [*after["answers"], *(each for each in before["answers"] if each not in after["answers"])]:
        old, new = before["answers"].get(code), after["answers"].get(code)
        if old != new:
            found.append(ChangeLine(names.label(code), "", names.pieces(code, old, new)))
    return found


def file_changes(before: Content, after: Content) -> list[ChangeLine]:
    """The files that were added or removed between two that were sent."""
    old, new = ({each["id"]: each["name"] for each in side["attachments"]} for side in (before, after))
    return named_changes(old, new, _("Attachment added: %(name)s"), _("Attachment taken out: %(name)s"))


def named_changes(old: Mapping[Any, str], new: Mapping[Any, str], added: str, gone: str) -> list[ChangeLine]:
    """What is in one and not in the other, by key; `added` and `gone` are sentences with `%(name)s`."""
    found = [ChangeLine("", added % {"name": name}) for key, name in new.items() if key not in old]
    return found + [ChangeLine("", gone % {"name": name}) for key, name in old.items() if key not in new]


def form_changes(names: Names, before: Content, after: Content) -> list[ChangeLine]:
    """What differs between two that were sent, of a form of words and choices."""
    return answer_changes(names, before, after) + file_changes(before, after)
