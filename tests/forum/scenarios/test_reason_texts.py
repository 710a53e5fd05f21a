"""The sentences of reasons and counterfactuals: each code has one in each language, with the same numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Allocation, Line, Problem, Request, allocate
from fordel.core.allocation.explain import (
    CHANGES,
    REASONS,
    Counterfactual,
    Reason,
    capped,
    counterfactuals,
    manual,
    reasons,
)
from fordel.forum.scenarios.presentation.reason_texts import (
    CHANGE_TEXTS,
    REASON_TEXTS,
    _translated,
    counterfactual_text,
    reason_text,
)
from tests.core.allocation.instances import SHARING, answered, problems

LANGUAGES = ("nb", "nn", "en")


def fields(text: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", text))


def test_every_code_has_its_sentence_in_each_language_with_the_same_numbers() -> None:
    assert set(REASON_TEXTS) == set(REASONS)
    assert set(CHANGE_TEXTS) == set(CHANGES)
    for text in [*REASON_TEXTS.values(), *CHANGE_TEXTS.values()]:
        for language in ("nb", "nn"):
            assert _translated(text, language) != text, "the catalogue has no sentence of its own"
            assert fields(_translated(text, language)) == fields(text)


@pytest.mark.parametrize("method", (*SHARING, "score", "equal_shares"))
@settings(max_examples=max(20, settings().max_examples // 8))
@given(data=st.data())
def test_whatever_is_found_can_be_said(method: str, data: st.DataObject) -> None:
    problem = data.draw(problems(method))
    result = answered(problem)
    if result is None or not problem.requests:
        return
    name = data.draw(st.sampled_from([r.id for r in problem.requests]))
    for language in LANGUAGES:
        for found in reasons(problem, result).values():
            assert all(reason_text(reason, language) for reason in found)
        assert all(counterfactual_text(one, language) for one in counterfactuals(problem, result, name))


def test_sentences_carry_the_numbers() -> None:
    problem = Problem("proportional", (Line("school", 935_000),), (Request("a", 1_000_000, ("school",)),))
    result = allocate(problem)
    assert isinstance(result, Allocation)
    (reason,) = reasons(problem, result)["a"]
    text = reason_text(reason, "nb")
    assert "93,5\u00a0%" in text
    assert "935\u00a0000 av 1\u00a0000\u00a0000 kroner" in text
    assert "93.5\u00a0%" in reason_text(reason, "en")
    assert reason_text(manual(5_000), "nn") == "Beløpet er sett for hand: 5\u00a0000 kroner."
    assert reason_text(capped(900, 700), "nb") == "Kravet om egenandel senker beløpet fra 900 til 700 kroner."


def test_a_tie_names_the_other_report() -> None:
    assert "report 12." in reason_text(Reason("lost_tie", {"other": "12"}), "en")


def test_what_would_have_been_is_said_in_each_language() -> None:
    raised = Counterfactual("one_class_higher", 1, 50, 20)
    assert counterfactual_text(raised, "nb") == "I prioritet 1 ville den fått 50 kroner."
    assert counterfactual_text(raised, "nn") == "I prioritet 1 ville ho fått 50 kroner."
    kept = Counterfactual("without_reserve", 0, 1_000_000, 750_000)
    assert counterfactual_text(kept, "nb") == "Uten noe holdt igjen ville den fått 1\u00a0000\u00a0000 kroner."
