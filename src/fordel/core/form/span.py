"""From when until when something may be written: what every kind of document has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Clock(StrEnum):
    NOT_OPEN_YET = "not_open_yet"
    OPEN = "open"
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Span:
    """`deadline` and `extension`, a writer's own later one, are first instants that are too late. None: nothing opens
    or closes it."""

    opens: datetime | None = None
    deadline: datetime | None = None
    extension: datetime | None = None

    @property
    def closes(self) -> datetime | None:
        """The first instant that is too late. An extension never shortens the time."""
        return max((each for each in (self.deadline, self.extension) if each), default=None)

    def at(self, instant: datetime) -> Clock:
        """What a request meets that the server received at the instant."""
        if self.opens is not None and instant < self.opens:
            return Clock.NOT_OPEN_YET
        return Clock.TOO_LATE if self.closes is not None and instant >= self.closes else Clock.OPEN
