"""The initials on the page of a certificate."""

from __future__ import annotations

import pytest

from fordel.core.events.initials import initials


@pytest.mark.parametrize(
    ("name", "short"),
    [("Kari Nordmann", "K. N."), ("kari-anne øst", "K. A. Ø."), ("  ", ""), ("Ola 2", "O."), ("Ælfrid", "Æ.")],
)
def test_initials_are_the_first_letters(name: str, short: str) -> None:
    assert initials(name) == short
