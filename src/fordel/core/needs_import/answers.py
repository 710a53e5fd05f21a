"""Answers to the scheme's own questions in a spreadsheet: which column holds them, and what a cell of it says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fordel.core.form.definition import Kind, Question
from fordel.core.needs_import.fields import Cell
from fordel.core.needs_import.values import CellError, folded, text_of, yes_or_no


@dataclass(frozen=True)
class AnswerColumn:
    """A counted question as a column that a file may have. `key` is its name among the fields of a report."""

    key: str
    question: Question

    @cached_property
    def headings(self) -> frozenset[str]:
        """The headings that name it, folded: its short name and the question itself in each language, and its code."""
        names = [*self.question.counted.values(), *self.question.label.values(), self.question.code, self.key]
        return frozenset(map(folded, names)) - {""}

    def read(self, cell: Cell) -> str:
        """The code of the answer: a choice by its title in any language or by its code, else yes or no.

        Raises CellError: `yes_no`, or `answer` with the titles of the choices.
        """
        if self.question.kind == Kind.YES_NO:
            return "yes" if yes_or_no(cell) else "no"
        text = text_of(cell)
        found = self._as_written.get(text) or self._folded.get(folded(text))
        if found is None:
            raise CellError("answer", answers=[dict(choice.label) for choice in self.question.choices])
        return found

    @cached_property
    def _as_written(self) -> dict[str, str]:
        return _unambiguous((text_of(word), code) for word, code in self._words())

    @cached_property
    def _folded(self) -> dict[str, str]:
        return _unambiguous((folded(word), code) for word, code in self._words())

    def _words(self) -> list[tuple[str, str]]:
        choices = self.question.choices
        return [(word, choice.code) for choice in choices for word in (choice.code, *choice.label.values())]


def _unambiguous(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Word -> code, without words that mean two codes."""
    found: dict[str, set[str]] = {}
    for word, code in pairs:
        found.setdefault(word, set()).add(code)
    return {word: codes.pop() for word, codes in found.items() if len(codes) == 1}


def column_named(heading: str, asked: Sequence[AnswerColumn]) -> str:
    """The key of the question that the heading names; '' if it names none, or several."""
    words = folded(heading)
    keys = [column.key for column in asked if words in column.headings]
    return keys[0] if len(keys) == 1 else ""


def not_asked(asked: Sequence[AnswerColumn], answers: Mapping[str, str]) -> list[tuple[AnswerColumn, Question]]:
    """The answers to questions that are not asked because of another answer in the row, each with that question.

    `answers` are codes by the code of the question. What the row does not say is no reason.
    """
    counted = {column.question.code: column.question for column in asked}
    return [
        (column, counted[name])
        for column in asked
        if column.question.code in answers
        for name, wanted in column.question.when.items()
        if name in counted and name in answers and answers[name] not in wanted
    ]
