"""The order of a list: every entry has one place, 1 is first, and no place is missing or taken twice."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def reordered(order: Sequence[T], wanted: Mapping[T, int]) -> list[T]:
    """The entries by the places that are wanted; who wants none stays where it was. Of two that want the same place the
    one that is moved comes first, so that «3» means third: it moves up before, and down behind, who stood there."""
    place = {entry: number for number, entry in enumerate(order, 1)}

    def key(entry: T) -> tuple[int, int, int]:
        to, stood = wanted.get(entry, place[entry]), place[entry]
        return to, (to > stood) - (to < stood), stood

    return sorted(order, key=key)
