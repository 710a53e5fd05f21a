"""Answers to a scheme's own questions as they are in spreadsheets: what is written is what is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.definition import Choice, Kind, Question
from fordel.core.needs_import.answers import AnswerColumn, column_named
from fordel.core.needs_import.fields import Field
from fordel.core.needs_import.headings import suggest_columns
from fordel.core.needs_import.values import CellError

WORDS = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


def column(name: str, *choices: Choice, code: str = "work") -> AnswerColumn:
    texts = {"nb": name, "nn": name}
    kind = Kind.CHOICE if choices else Kind.YES_NO
    question = Question(code, kind, texts, texts, True, 0, {}, choices, False, "", counted=texts)
    return AnswerColumn(f"answer_{code}", question)


@given(st.lists(WORDS, min_size=1, max_size=6, unique=True))
def test_each_choice_is_read_by_its_title(titles: list[str]) -> None:
    asked = column("Form", *(Choice(f"code-{n}", {"nb": title, "nn": title}) for n, title in enumerate(titles)))
    assert [asked.read(title) for title in titles] == [f"code-{n}" for n in range(len(titles))]


@given(WORDS)
def test_what_is_no_choice_is_refused_with_the_choices(text: str) -> None:
    asked = column("Form", Choice("together", {"nb": "alle sammen", "nn": "alle saman"}))
    with pytest.raises(CellError) as found:
        asked.read(text)
    assert found.value.params == {"answers": [{"nb": "alle sammen", "nn": "alle saman"}]}


def test_a_word_that_means_two_choices_is_refused() -> None:
    asked = column("Form", Choice("a", {"nb": "Åpen", "nn": "Open"}), Choice("b", {"nb": "Open", "nn": "Lukka"}))
    assert asked.read("Lukka") == "b"
    with pytest.raises(CellError, match="answer"):
        asked.read("open")


def test_the_name_of_a_question_counts_for_more_than_what_looks_like_a_field() -> None:
    asked = column("Samarbeid om ledelse")
    assert suggest_columns(["Samarbeid om ledelse", "Partner"], 2026, [asked]).columns == {
        "answer_work": 0,
        Field.PARTNER: 1,
    }


def test_the_name_of_a_field_counts_for_more_than_that_of_a_question() -> None:
    assert suggest_columns(["Tema"], 2026, [column("Tema")]).columns == {Field.THEME: 0}
    assert suggest_columns(["answer_work"], 2026, [column("Tema")]).columns == {"answer_work": 0}


def test_a_name_that_two_questions_share_names_neither() -> None:
    both = [column("Form", code="one"), column("Form", code="two")]
    assert column_named("Form", both) == ""
    assert column_named("two", both) == "answer_two"
