"""What an owner and a provider have been granted together, which the module that decides knows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple, Protocol

from django.db.models import Q

from fordel.shared.plugs import Plug

Pair = tuple[int, int]  # the owner and the provider


class Granted(NamedTuple):
    """Measures with a grant, and kroner to each side."""

    measures: int
    owner: int
    provider: int


NOTHING: Final = Granted(0, 0, 0)


class GrantedTogether(Protocol):
    def __call__(self, which: Q, /) -> Mapping[Pair, Granted]:
        """What was granted to pairs, over all years that are decided; `which` narrows the partners of reports. One
        query."""


GRANTED: Final = Plug[GrantedTogether]("partnership: what is granted to an owner and a provider together?")


def granted_together(which: Q) -> Mapping[Pair, Granted]:
    """The answer of the module that decides; empty without one."""
    found: dict[Pair, Granted] = {}
    for granted in GRANTED:
        found |= granted(which)
    return found
