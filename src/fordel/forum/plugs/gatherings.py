"""The gatherings of a year, beside the money that is held back for them. The forum asks; it knows nothing of events."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple, Protocol

from fordel.programme.models import Round
from fordel.shared.plugs import Plug


class Gathering(NamedTuple):
    """A workshop, course or conference. `people` are those who have a place or were there; `came` says which."""

    title: str
    place: str
    day: date
    url: str
    state: str
    people: int
    came: bool


class Gatherings(Protocol):
    def __call__(self, round_: Round, /) -> Iterable[Gathering]:
        """Those that everybody can read about, in the round's year or the next, the earliest first."""


GATHERINGS: Final = Plug[Gatherings]("forum: which gatherings does the office hold in the year and the next?")


def gatherings_of(round_: Round) -> list[Gathering]:
    """What every module answers."""
    return [each for gatherings in GATHERINGS for each in gatherings(round_)]
