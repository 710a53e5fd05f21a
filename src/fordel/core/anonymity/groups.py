"""Which groups of anonymous answers may be shown and summed, so that no small group is found by subtraction.

A group with fewer than five answers is in no figure at all: neither its own, nor a sum of several groups. Whatever two
figures are compared, also of different days or filters, they then differ by nothing or by whole groups that are large.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from typing import Final, TypeVar

K = TypeVar("K", bound=Hashable)
AT_LEAST: Final = 5
"""Results are shown from so many answers."""


def is_open(count: int) -> bool:
    """Whether results of so many answers may be shown."""
    return count >= AT_LEAST


def open_groups(counts: Mapping[K, int], chosen: Collection[K] | None = None) -> list[K]:
    """The groups, of answers that each belong to one of them, that may be shown and summed: those of the chosen ones
    (None for all) that are large enough, in their order."""
    return [group for group, count in counts.items() if is_open(count) and (chosen is None or group in chosen)]
