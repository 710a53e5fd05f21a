"""What a new form can begin from: the answers of one that was sent earlier, as far as they still fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.core.form.definition import OUTSIDE, PER_YEAR, FormDefinition, Kind, Question


def copied_answers(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Code -> the answer, for each question that the form still asks in the same way and that may be brought along.
    Choices that are no longer there are left out."""
    found = {}
    for _part, question in form.questions():
        value = answers.get(question.code)
        if value and question.copied and question.kind not in (*PER_YEAR, *OUTSIDE, Kind.BUDGET):
            found[question.code] = _fitting(question, value)
    return {code: value for code, value in found.items() if value not in ("", [])}


def _fitting(question: Question, value: Any) -> Any:
    codes = {choice.code for choice in question.choices}
    if question.kind == Kind.CHOICES:
        return [each for each in value if each in codes] if isinstance(value, list) else []
    if question.kind == Kind.CHOICE:
        return value if value in codes else ""
    return value if isinstance(value, str) else ""
