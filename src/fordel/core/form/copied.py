"""What a new form can begin from: the answers of one that was sent earlier, as far as they still fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.core.form.definition import OUTSIDE, PER_YEAR, FormDefinition, Kind, Question


def copied_answers(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Code -> the answer, for each question that the form still asks in the same way and that may be brought along.
    A choice that is no longer there becomes the one that continues it, or is left out."""
    found = {}
    for _part, question in form.questions():
        value = answers.get(question.code)
        if value and question.copied and question.kind not in (*PER_YEAR, *OUTSIDE, Kind.BUDGET):
            found[question.code] = _fitting(question, value)
    return {code: value for code, value in found.items() if value not in ("", [])}


def _fitting(question: Question, value: Any) -> Any:
    if question.kind == Kind.CHOICES:
        now = [_chosen_now(question, each) for each in value] if isinstance(value, list) else []
        return list(dict.fromkeys(code for code in now if code))
    if question.kind == Kind.CHOICE:
        return _chosen_now(question, value)
    return value if isinstance(value, str) else ""


def _chosen_now(question: Question, code: str) -> str:
    """The code itself, else that of the first choice that continues it, else ''."""
    if any(choice.code == code for choice in question.choices):
        return code
    return next((choice.code for choice in question.choices if code in choice.before), "")
