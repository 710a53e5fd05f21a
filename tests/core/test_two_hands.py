"""Whoever has prepared something is no second hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.two_hands import second_hand

people = st.integers(1, 8)


@given(people, st.lists(people))
def test_only_somebody_without_an_earlier_hand_is_a_second_hand(actor: int, earlier: list[int]) -> None:
    assert second_hand(actor, earlier) == (actor not in set(earlier))
    assert not second_hand(actor, [*earlier, actor])
    assert second_hand(actor, [])
