"""How many measures the reports of a year ask each provider for, and how many it has stated that it has room for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fordel.core.status import Partner
from fordel.partnership.selectors.offers import stated_room


@dataclass(frozen=True)
class ProviderRoom:
    """A partner of the year: the measures it is in, and half-year -> the room that it has stated; empty if it has
    stated none for the year."""

    organisation_id: int
    name: str
    measures: int
    stated: Mapping[str, int]

    @property
    def room(self) -> int | None:
        """What is stated for the year in all; None if nothing is. The reports do not say which half of the year a
        measure is in, so they are compared with the whole year."""
        return sum(self.stated.values()) if self.stated else None

    @property
    def over(self) -> int:
        """How many measures more than there is room for."""
        return max(0, self.measures - self.room) if self.room is not None else 0


def half_years_of(year: int) -> tuple[str, str]:
    """The codes of the spring and the autumn."""
    return f"{year}-1", f"{year}-2"


def room_of(year: int, partners: Iterable[Partner]) -> tuple[ProviderRoom, ...]:
    """Every partner: first those that are asked for most beyond what they have stated, and then by name as they came;
    none at all if no partner has stated anything. One query."""
    listed = list(partners)
    halves = half_years_of(year)
    stated = stated_room((each.organisation_id for each in listed), halves)
    if not any(stated.values()):
        return ()
    found = [
        ProviderRoom(each.organisation_id, each.name, each.measures, stated.get(each.organisation_id, {}))
        for each in listed
    ]
    return tuple(sorted(found, key=lambda row: (-row.over, row.room is None)))
