"""Who gets a place at an event: never more than its capacity, places kept for a group, and the waiting list in order.

A group is a code of the caller's; '' is everybody whom no place is kept for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

K = TypeVar("K")


@dataclass(frozen=True)
class Seats:
    """The places of an event. `kept` are those kept for each group now (none once they are free for all), and `taken`
    those taken by each group; a place that somebody is offered is taken."""

    capacity: int
    kept: Mapping[str, int] = field(default_factory=dict)
    taken: Mapping[str, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        """How many places nobody has taken, kept ones too; 0 if more are taken than there are."""
        return max(0, self.capacity - sum(self.taken.values()))

    def kept_from(self, group: str) -> int:
        """How many places are kept for others than the group, and not taken by them yet."""
        return sum(max(0, count - self.taken.get(other, 0)) for other, count in self.kept.items() if other != group)

    def free_for(self, group: str) -> int:
        """How many of the group can get a place now."""
        return max(0, self.free - self.kept_from(group))

    def with_one_more(self, group: str) -> Seats:
        """The places once one of the group has got one. Raises ValueError if there is none for them."""
        if not self.free_for(group):
            raise ValueError(f"no place for {group!r}")
        return replace(self, taken={**self.taken, group: self.taken.get(group, 0) + 1})


def seated(seats: Seats, groups: Iterable[str]) -> list[bool]:
    """Whether each of those who come, in their own order, gets a place."""
    found = []
    for group in groups:
        gets_one = seats.free_for(group) > 0
        seats = seats.with_one_more(group) if gets_one else seats
        found.append(gets_one)
    return found


def offered(seats: Seats, waiting: Sequence[tuple[K, str]]) -> list[K]:
    """Whom on the waiting list to offer a place now, in the order of the list: (who, group), the first first. Nobody is
    passed by somebody of the same group, and afterwards there is no place for any of those who still wait."""
    gets_one = seated(seats, (group for _who, group in waiting))
    return [who for (who, _group), gets in zip(waiting, gets_one, strict=True) if gets]


def why_not_fit(capacity: int, kept: Mapping[str, int], taken: int) -> str:
    """Why an event cannot have this capacity: `taken` if more than that are taken, `kept` if more are kept, else ''."""
    if taken > capacity:
        return "taken"
    return "kept" if sum(kept.values()) > capacity else ""
