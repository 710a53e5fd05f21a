"""Names and amounts in sentences, as each language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

import fordel
from fordel.shared.dates import (
    day_and_month,
    deadline,
    full_date,
    long_date,
    moment,
    narrow_date,
    short_date,
    weekday_deadline,
    without_day,
)
from fordel.shared.sentences import any_of, listed

NAMES = ["Alstahaug", "Hemnes", "Træna"]


JOINED = {
    "nb": ("Hemnes og Træna", "Hemnes eller Træna"),
    "nn": ("Hemnes og Træna", "Hemnes eller Træna"),
    "en": ("Hemnes and Træna", "Hemnes or Træna"),
}


@pytest.mark.parametrize("language", JOINED)
def test_names_are_joined_as_the_language_does(language: str) -> None:
    last_and, last_or = JOINED[language]
    with override(language):
        assert listed([]) == ""
        assert listed(NAMES[:1]) == any_of(NAMES[:1]) == "Alstahaug"
        assert (listed(NAMES[1:]), any_of(NAMES[1:])) == (last_and, last_or)
        assert (listed(NAMES), any_of(NAMES)) == (f"Alstahaug, {last_and}", f"Alstahaug, {last_or}")


def test_no_line_ends_within_an_amount_of_a_translation() -> None:
    """In every catalogue, as it is compiled."""
    compiled = sorted(Path(fordel.__file__).parent.glob("*/locale/*/LC_MESSAGES/django.mo"))
    assert len(compiled) > 10
    texts = []
    for path in compiled:
        with path.open("rb") as file:
            texts += [str(text) for text in GNUTranslations(file)._catalog.values()]
    assert any("312\N{NO-BREAK SPACE}500" in text for text in texts)
    assert [text for text in texts if re.search(r"\d \d{3}(?!\d)", text)] == []


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "written", [long_date, short_date, full_date, narrow_date, day_and_month, deadline, weekday_deadline, moment]
)
def test_no_line_ends_between_a_day_and_its_month(language: str, written: Callable[[datetime], str]) -> None:
    for instant in (datetime(2026, 4, 10, 12, tzinfo=UTC), datetime(2031, 12, 1, 12, tzinfo=UTC)):
        with override(language):
            assert re.search(r"\b\d{1,2}\.?\N{NO-BREAK SPACE}[a-zA-Z]{3}", written(instant)), written(instant)
            assert not re.search(r"\b\d{1,2}\.? [a-zA-Z]{3}", written(instant).replace(" at ", "|")), written(instant)


def test_what_is_said_inside_an_f_string_is_translated() -> None:
    with override("nb"):
        assert gettext("(optional)") == "(valgfritt)"
        assert gettext("The time can no longer be chosen.") != "The time can no longer be chosen."


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Samarbeidsforum 12. mars", "Samarbeidsforum"),
        ("Samarbeidsforum, 12. Mars 2026", "Samarbeidsforum"),
        ("Samarbeidsforum 12.03", "Samarbeidsforum"),
        ("Samarbeidsforum 12. mai", "Samarbeidsforum 12. mai"),
        ("Oppfølging av 12. mars i Bodø", "Oppfølging av 12. mars i Bodø"),
        ("12. mars", "12. mars"),
        ("Samarbeidsforum 12.\N{NO-BREAK SPACE}mars", "Samarbeidsforum"),
        ("Samarbeidsforum 12.\N{NO-BREAK SPACE}mars 2026", "Samarbeidsforum"),
    ],
)
def test_a_title_is_shown_without_the_day_that_is_beside_it(title: str, shown: str) -> None:
    assert without_day(title, date(2026, 3, 12)) == shown
