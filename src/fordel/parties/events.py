"""What happens to those that take part, for the modules that build on them."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.shared.events import Happened


@dataclass(frozen=True)
class NamesChanged(Happened):
    """Organisations, networks or municipalities have another name (an organisation perhaps another kind); by id."""

    organisations: frozenset[int] = frozenset()
    networks: frozenset[int] = frozenset()
    municipalities: frozenset[int] = frozenset()
