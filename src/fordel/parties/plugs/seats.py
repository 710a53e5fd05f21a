"""What the forum says of its members: whether somebody with the role has a seat today. The role alone opens nothing."""

from __future__ import annotations

from typing import Final, Protocol

from fordel.parties.actors import Actor
from fordel.shared.plugs import Plug


class Seats(Protocol):
    def __call__(self, actor: Actor, /) -> str:
        """Why the member has no seat that runs today, or ''."""


SEATS: Final = Plug[Seats]("parties: why has this member no seat today?")


def why_no_seat(actor: Actor) -> str:
    """Why the member of the forum has no seat that runs today, or ''."""
    return SEATS.only()(actor)
