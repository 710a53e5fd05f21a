"""The door of an event: from when and how long people are checked in, and when somebody was, as far as it is known.

A phone says how many seconds ago it happened, never what its clock shows: a clock that is wrong does no harm.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

OPENS_BEFORE: Final = timedelta(hours=24)
"""The list can be opened so long before the event begins: on the evening before, where there is a network."""
NAMES_KEPT: Final = timedelta(hours=12)
"""Names leave the phones so long after the event has ended."""


def opens_at(starts_at: datetime) -> datetime:
    """The first instant at which people can be checked in."""
    return starts_at - OPENS_BEFORE


def names_leave_at(ends_at: datetime) -> datetime:
    """The first instant at which no phone may hold the names any more."""
    return ends_at + NAMES_KEPT


def happened_at(received_at: datetime, seconds_ago: float, loaded_at: datetime) -> datetime:
    """When something happened that was received with its age: never after it was received, and never before the phone
    had got the list."""
    bounded = max(0.0, min(seconds_ago, (received_at - loaded_at).total_seconds()))
    return max(min(loaded_at, received_at), received_at - timedelta(seconds=bounded))
