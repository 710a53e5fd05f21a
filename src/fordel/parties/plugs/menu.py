"""The entries that modules put into the main menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise

from fordel.parties.actors import Actor
from fordel.shared.plugs import Plug


class Count(Protocol):
    def __call__(self, request: HttpRequest, actor: Actor, /) -> int | None:
        """The number beside the entry. At most one query for each request."""


class Condition(Protocol):
    def __call__(self, request: HttpRequest, actor: Actor, /) -> bool:
        """Whether the actor gets the entry."""


@dataclass(frozen=True, eq=False)
class MenuEntry:
    """An entry for the roles in `places`, each with its place in that role's menu, from left to right.

    `is_of_round`: it is shown with a round only, and its address has the keys of that round; of the office alone if
    `is_of_office`. `also`: the first words of other addresses of the round whose pages belong to the entry. `rows`:
    what is counted beside it, as rows with a `round`. `count`: the same for an entry without a round. `is_aside`: it is
    seldom opened, and is kept under «More».
    """

    label: Promise
    url_name: str
    places: Mapping[str, int]
    is_of_round: bool = True
    is_of_office: bool = False
    is_aside: bool = False
    also: tuple[str, ...] = ()
    rows: Callable[[], QuerySet[Any]] | None = None
    count: Count | None = None
    shown_if: Condition | None = None


MENU: Final = Plug[MenuEntry]("parties: the entries of the main menu")
