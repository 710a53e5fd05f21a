"""When a report may be written in and sent. Instants are aware datetimes; what closes is the first that is too late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from fordel.core.form.span import Span


class Reason(StrEnum):
    """Why a report can be written in, or not."""

    OPEN = "open"
    RETURNED = "returned"  # the office asked for it to be corrected
    BY_OFFICE = "by_office"  # the office writes it, whatever the deadline
    PARTNER_DECLINED = "partner_declined"  # a party declined what is sent: partners and budget may be corrected
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
        return self.reason in (Reason.OPEN, Reason.RETURNED, Reason.BY_OFFICE, Reason.PARTNER_DECLINED)

    @property
    def only_partners(self) -> bool:
        """Whether it is open for the part about partners and budget alone."""
        return self.reason == Reason.PARTNER_DECLINED


@dataclass(frozen=True)
class Terms:
    """What the window follows from. `state` is the report's ('' where none was sent); `reply_by` that of a returned
    one; `extension` the owner's own later deadline; `mend_until` how long partners and budget may be corrected after a
    party declined a report that was sent (None if nobody did)."""

    opens: datetime | None
    deadline: datetime | None
    extension: datetime | None = None
    state: str = ""
    reply_by: datetime | None = None
    by_office: bool = False
    is_decided: bool = False
    mend_until: datetime | None = None


def window_at(instant: datetime, terms: Terms) -> Window:
    """The window for a request that the server received at `instant`."""
    span = Span(terms.opens, terms.deadline, terms.extension)
    closes = span.closes
    if terms.is_decided:
        return Window(Reason.DECIDED, terms.opens, closes)
    if terms.state in ("accepted", "not_eligible"):
        return Window(Reason.HANDLED, terms.opens, closes)
    if terms.by_office:
        return Window(Reason.BY_OFFICE, terms.opens, None)
    if terms.state == "returned":
        reason = Reason.TOO_LATE_TO_MEND if _is_past(instant, terms.reply_by) else Reason.RETURNED
        return Window(reason, terms.opens, terms.reply_by)
    reason = Reason(span.at(instant))
    may_mend = terms.state == "submitted" and terms.mend_until is not None and not _is_past(instant, terms.mend_until)
    if reason == Reason.TOO_LATE and may_mend:
        return Window(Reason.PARTNER_DECLINED, terms.opens, terms.mend_until)
    return Window(reason, terms.opens, closes)


@dataclass(frozen=True)
class AnswerTerms:
    """What decides whether a party may answer. `days` after the owner's deadline; `state` is the report's."""

    owner_window: Window
    deadline: datetime | None
    days: int
    state: str = ""
    is_decided: bool = False


def answers_close(terms: AnswerTerms) -> datetime | None:
    """The first instant that is too late for a party to answer a report that is sent; None where nothing closes it.
    It is never before the owner's own window closes: whoever is asked then can also answer."""
    if terms.deadline is None:
        return None
    last = terms.deadline + timedelta(days=terms.days)
    open_until = terms.owner_window.closes if terms.owner_window.is_open else None
    return max(last, open_until) if open_until else last


def may_answer(instant: datetime, terms: AnswerTerms) -> bool:
    """Whether a party's answer that the server received at `instant` counts: before the report is sent for as long as
    the owner may send it, afterwards until `answers_close`."""
    if terms.is_decided or terms.state in ("withdrawn", "not_eligible"):
        return False
    if not terms.state:
        return terms.owner_window.is_open
    return not _is_past(instant, answers_close(terms))


def _is_past(instant: datetime, closes: datetime | None) -> bool:
    return closes is not None and instant >= closes
