"""What modules want a reader to know when they come: on every start page, above what is older."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Protocol

from fordel.parties.actors import Actor
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class StartNote:
    """A heading that leads to more. `language` is the form of Norwegian it is in, for a reader of another language."""

    title: str
    url: str
    day: date | None = None
    language: str = ""
    is_pinned: bool = False


class StartNotes(Protocol):
    def __call__(self, actor: Actor, /) -> Iterable[StartNote]:
        """What is for the reader today. One query."""


START_NOTES: Final = Plug[StartNotes]("parties: what must a reader know when they come?")


def start_notes_of(actor: Actor) -> list[StartNote]:
    """The notes of every module, in the order of the modules."""
    return [note for notes in START_NOTES for note in notes(actor)]
