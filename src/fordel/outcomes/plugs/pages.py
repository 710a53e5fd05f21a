"""Which pages of other modules belong beside an owner's outcome reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fordel.parties.actors import Actor
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class OwnPage:
    """What the link says, and its address."""

    words: str
    address: str


OWN_PAGES: Final = Plug[Callable[[Actor], list[OwnPage]]]("outcomes: which pages are there beside an owner's reports?")


def pages_beside(actor: Actor) -> list[OwnPage]:
    """What the actor may open beside the outcome reports of its organisation. No queries."""
    return [page for find in OWN_PAGES for page in find(actor)]
