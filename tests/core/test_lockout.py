"""Waiting after wrong guesses: never shorter for one more guess, never longer than the ceiling, forgotten in time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core import lockout
from fordel.core.lockout import Patience

NOW = datetime(2026, 1, 31, 23, 0, tzinfo=UTC)
PATIENCES = [lockout.PASSWORD, lockout.CODE, lockout.AUTHENTICATOR, lockout.ASKING_FOR_MAIL]


@given(st.sampled_from(PATIENCES), st.integers(0, 10_000))
def test_one_more_guess_never_shortens_the_wait(patience: Patience, guesses: int) -> None:
    assert patience.wait_after(guesses) <= patience.wait_after(guesses + 1) <= patience.longest


@pytest.mark.parametrize(
    ("guesses", "minutes"), [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (500, 60)]
)
def test_how_long_a_password_waits(guesses: int, minutes: int) -> None:
    assert lockout.PASSWORD.wait_after(guesses) == timedelta(minutes=minutes)


def test_a_day_of_guessing_is_worth_little() -> None:
    """Somebody who guesses as fast as the waits allow has fewer than forty guesses at a password in a day."""
    spent, guesses = timedelta(), 0
    while spent < timedelta(days=1):
        guesses += 1
        spent += lockout.PASSWORD.wait_after(guesses)
    assert guesses < 40


@given(st.sampled_from(PATIENCES), st.integers(1, 100), st.timedeltas(timedelta(), timedelta(days=3)))
def test_guesses_are_forgotten_after_a_while(patience: Patience, guesses: int, since: timedelta) -> None:
    expected = 0 if since >= patience.forget else guesses
    assert patience.counted(guesses, NOW - since, NOW) == expected
    assert patience.counted(guesses, None, NOW) == 0
