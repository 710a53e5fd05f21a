"""Never more than there is room for, kept places to whom they are kept for, and the waiting list in its order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.events.seats import Seats, offered, seated, why_not_fit

GROUPS = ("", "a", "b")
groups = st.lists(st.sampled_from(GROUPS), max_size=30)


@st.composite
def rooms(draw: st.DrawFn) -> Seats:
    """Places of which some are kept, and some taken as `seated` would have it."""
    capacity = draw(st.integers(0, 20))
    kept = {"a": draw(st.integers(0, capacity))}
    kept["b"] = draw(st.integers(0, capacity - kept["a"]))
    room = Seats(capacity, kept if draw(st.booleans()) else {})
    for group in draw(groups):
        if room.free_for(group):
            room = room.with_one_more(group)
    return room


@given(rooms(), groups)
def test_never_more_are_seated_than_there_is_room_for(room: Seats, came: list[str]) -> None:
    gets = seated(room, came)
    assert len(gets) == len(came)
    assert sum(room.taken.values()) + sum(gets) <= room.capacity


@given(rooms(), groups)
def test_kept_places_are_left_for_those_they_are_kept_for(room: Seats, came: list[str]) -> None:
    gets = seated(room, came)
    for group, count in room.kept.items():
        taken = room.taken.get(group, 0) + sum(g for g, of in zip(gets, came, strict=True) if of == group)
        others = sum(room.taken.values()) + sum(gets) - taken
        assert others <= room.capacity - count or others == sum(room.taken.values()) - room.taken.get(group, 0)


@given(rooms(), groups)
def test_nobody_is_passed_by_somebody_of_the_same_group(room: Seats, came: list[str]) -> None:
    gets = seated(room, came)
    for group in GROUPS:
        own = [g for g, of in zip(gets, came, strict=True) if of == group]
        assert own == sorted(own, reverse=True), "those first in the list get theirs first"


@given(rooms(), groups)
def test_afterwards_there_is_no_place_for_any_of_those_who_wait(room: Seats, came: list[str]) -> None:
    waiting = list(enumerate(came))
    chosen = offered(room, waiting)
    assert chosen == sorted(chosen)
    for number in chosen:
        room = room.with_one_more(came[number])
    left = [group for number, group in waiting if number not in chosen]
    assert not any(room.free_for(group) for group in left)
    assert len(left) + len(chosen) == len(came), "none is lost"


def test_places_that_are_free_for_all_go_to_the_first() -> None:
    kept = Seats(3, {"a": 2}, {"": 1})
    assert [kept.free_for(""), kept.free_for("a"), kept.kept_from("")] == [0, 2, 2]
    assert Seats(3, {}, {"": 1}).free_for("") == 2
    with pytest.raises(ValueError, match="no place"):
        kept.with_one_more("")


def test_an_event_that_is_overfull_has_no_place() -> None:
    assert Seats(3, {}, {"": 5}).free_for("") == 0


@pytest.mark.parametrize(
    ("capacity", "kept", "taken", "why"), [(10, 4, 10, ""), (9, 4, 10, "taken"), (9, 10, 2, "kept"), (0, 0, 0, "")]
)
def test_why_a_capacity_does_not_fit(capacity: int, kept: int, taken: int, why: str) -> None:
    assert why_not_fit(capacity, {"a": kept}, taken) == why
