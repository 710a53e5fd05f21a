"""The one search box: each module offers what the reader may see of the words that were typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from django.utils.functional import Promise

from fordel.parties.actors import Actor
from fordel.shared.plugs import Plug

MOST_HITS: Final = 8


@dataclass(frozen=True)
class Hit:
    """Something that was found: a page that the reader may open. `about` says where it belongs; `language` is the form
    of Norwegian that the title is in, for a reader of another language."""

    title: str
    url: str
    about: str = ""
    language: str = ""


@dataclass(frozen=True)
class Found:
    """What a module found, the best first, at most MOST_HITS. `more` is the address of a page with all of it, or ''."""

    kind: str | Promise
    hits: Sequence[Hit]
    more: str = ""


class Search(Protocol):
    def __call__(self, actor: Actor, words: str, /) -> Found | None:
        """What the reader may see of it; None if the module has nothing for them. A fixed number of queries."""


SEARCH: Final = Plug[Search]("parties: what does the reader find by these words?")


def found_by(actor: Actor, words: str) -> list[Found]:
    """What every module found, in the order of the modules, without those that found nothing."""
    return [found for search in SEARCH if (found := search(actor, words)) is not None and found.hits]
