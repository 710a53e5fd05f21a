"""Names in a sentence, as each language joins them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

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
