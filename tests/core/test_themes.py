"""What a text in a report counts as, whatever the plan calls its themes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.copied import copied_answers
from fordel.core.form.definition import Choice, read_form
from fordel.core.themes import Theme, Themes, themes_from

NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12)
CODES = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
FORM = {
    "form": {
        "parts": [
            {
                "code": "about",
                "title": {"nb": "Om", "nn": "Om"},
                "questions": [
                    {
                        "code": "themes",
                        "kind": "choices",
                        "choices_from": "themes",
                        "label": {"nb": "Tema", "nn": "Tema"},
                        "help": {"nb": "", "nn": ""},
                    }
                ],
            }
        ]
    }
}


@given(st.lists(st.tuples(CODES, NAMES, NAMES), unique_by=(lambda each: each[0],), max_size=6))
def test_what_a_year_keeps_reads_back_the_same(rows: list[tuple[str, str, str]]) -> None:
    themes = Themes(tuple(Theme(code, {"nb": nb, "nn": nn}, {"nb": nn, "nn": nb}, (nb,)) for code, nb, nn in rows))
    assert themes_from(theme.as_json() for theme in themes.listed) == themes


def test_a_name_is_known_in_every_language_and_by_what_reports_have_called_it() -> None:
    theme = Theme("sprak", {"nb": "Språk og lesing", "nn": "Språk og lesing", "en": "Language"}, also=("Språkarbeid",))
    themes = Themes((theme,))
    for text in ("språk og  LESING", "Language"):
        assert themes.named(text) is theme
        assert themes.shown(text, "en") == "Language"
    assert themes.named("språkarbeid.") is theme
    assert themes.shown("språkarbeid.", "en") == "språkarbeid.", "a report keeps its own words"
    assert themes.named("Realfag") is None and themes.shown("Realfag", "en") == "Realfag"
    assert themes.shown("", "nb") == ""


def test_a_form_without_themes_asks_nothing_about_them() -> None:
    form = read_form(FORM)
    assert [question.code for _part, question in form.with_themes(()).questions()] == []
    asked = form.with_themes([Choice("lek", {"nb": "Lek", "nn": "Leik"})])
    assert [question.choices[0].code for _part, question in asked.questions()] == ["lek"]


@given(st.lists(CODES, max_size=5), st.dictionaries(CODES, st.lists(CODES, max_size=3), max_size=5))
def test_what_is_brought_along_is_always_something_to_choose(chosen: list[str], now: dict[str, list[str]]) -> None:
    choices = [Choice(code, {"nb": code, "nn": code}, before=tuple(before)) for code, before in now.items()]
    brought = copied_answers(read_form(FORM).with_themes(choices), {"themes": chosen}).get("themes", [])
    assert set(brought) <= now.keys() and len(set(brought)) == len(brought)
    assert {code for code in chosen if code in now} <= set(brought)
