"""When a report may be written in and sent. Instants are aware datetimes; what closes is the first that is too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Reason(StrEnum):
    """Why a report can be written in, or not."""

    OPEN = "open"
    RETURNED = "returned"  # the office asked for it to be mended
    BY_OFFICE = "by_office"  # the office writes it, whatever the deadline
    NOT_OPEN_YET = "not_open_yet"
    TOO_LATE = "too_late"
    TOO_LATE_TO_MEND = "too_late_to_mend"
    HANDLED = "handled"  # found ready for the forum, or not eligible
    DECIDED = "decided"


@dataclass(frozen=True)
class Window:
    """`closes` is None where nothing closes it."""

    reason: Reason
    opens: datetime | None
    closes: datetime | None

    @property
    def is_open(self) -> bool:
        return self.reason in (Reason.OPEN, Reason.RETURNED, Reason.BY_OFFICE)


@dataclass(frozen=True)
class Terms:
    """What the window follows from. `state` is the report's ('' where none was sent); `reply_by` that of a returned
    one; `extension` the owner's own later deadline."""

    opens: datetime | None
    deadline: datetime | None
    extension: datetime | None = None
    state: str = ""
    reply_by: datetime | None = None
    by_office: bool = False
    is_decided: bool = False


def window_at(instant: datetime, terms: Terms) -> Window:
    """The window for a request that the server received at `instant`."""
    closes = max((each for each in (terms.deadline, terms.extension) if each), default=None)
    if terms.is_decided:
        return Window(Reason.DECIDED, terms.opens, closes)
    if terms.state in ("accepted", "not_eligible"):
        return Window(Reason.HANDLED, terms.opens, closes)
    if terms.by_office:
        return Window(Reason.BY_OFFICE, terms.opens, None)
    if terms.state == "returned":
        reason = Reason.TOO_LATE_TO_MEND if _is_past(instant, terms.reply_by) else Reason.RETURNED
        return Window(reason, terms.opens, terms.reply_by)
    return Window(_by_the_clock(instant, terms.opens, closes), terms.opens, closes)


def _is_past(instant: datetime, closes: datetime | None) -> bool:
    return closes is not None and instant >= closes


def _by_the_clock(instant: datetime, opens: datetime | None, closes: datetime | None) -> Reason:
    if opens is not None and instant < opens:
        return Reason.NOT_OPEN_YET
    return Reason.TOO_LATE if _is_past(instant, closes) else Reason.OPEN
