"""What has happened to a report: messages, notes, states and what was sent, from one query."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast

from fordel.reports.models import (
    InternalNote,
    NeedsReport,
    ReportMessage,
    ReportStateChange,
)
from fordel.reports.selectors.submissions import submissions_of_report


@dataclass(frozen=True)
class Entry:
    """`what` is message, note, state or sent. `detail` is `office` or `owner` for a message, the verb for a state, and
    the sequence for what was sent. `closed` is when a question was answered, or an answer was read."""

    what: str
    id: int
    at: datetime
    by: str
    text: str
    detail: str
    reply_by: datetime | None
    closed: datetime | None

    @property
    def is_from_office(self) -> bool:
        return self.detail == "office"

    @property
    def is_open(self) -> bool:
        """A question without an answer, or an answer that nobody has read."""
        return self.what == "message" and self.closed is None and (not self.is_from_office or self.reply_by is not None)


@dataclass(frozen=True)
class Log:
    """Everything in the order it happened, and the token of the page made from it."""

    entries: tuple[Entry, ...]
    token: str

    @property
    def thread(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.what == "message"]

    @property
    def notes(self) -> list[Entry]:
        """The newest first."""
        return [entry for entry in self.entries if entry.what == "note"][::-1]

    @property
    def steps(self) -> list[Entry]:
        """States and what was sent; a sending that is kept is listed once."""
        kept = self.sendings
        return [
            entry
            for entry in self.entries
            if entry.what == "sent" or (entry.what == "state" and not (kept and entry.detail == "send"))
        ]

    @property
    def sendings(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.what == "sent"]

    @property
    def unread(self) -> int:
        return sum(1 for entry in self.thread if entry.is_open and not entry.is_from_office)

    @property
    def questions(self) -> list[Entry]:
        """Those that are open."""
        return [entry for entry in self.thread if entry.is_open and entry.is_from_office]

    @property
    def last_reason(self) -> Entry | None:
        """The last step, with the reason for the state the report is in."""
        return next((entry for entry in reversed(self.entries) if entry.what == "state"), None)


def log_of(report: NeedsReport, *, for_owner: bool = False) -> Log:
    """One query. `for_owner`: without what only the office sees."""
    nothing = Cast(Value(None), DateTimeField())
    text = Cast(Value(""), TextField())
    changes = ReportStateChange.objects.filter(report=report)
    queries = [
        _rows(changes, "state", "at", "by__name", F("reason"), F("verb"), nothing, nothing),
        _rows(
            submissions_of_report(report.pk), "sent", "received_at", "sent_by__name", text,
            Cast(F("sequence"), CharField()), nothing, nothing,
        ),
    ]  # fmt: skip
    if not for_owner:
        empty = Value("", output_field=CharField())
        queries.append(
            _rows(
                InternalNote.objects.filter(report=report),
                "note",
                "written_at",
                "author__name",
                F("text"),
                empty,
                nothing,
                nothing,
            )
        )
    messages = _rows(
        ReportMessage.objects.filter(report=report), "message", "sent_at", "author__name", F("text"),
        Cast(F("from_office"), CharField()), F("reply_by"), F("answered_at"),
    )  # fmt: skip
    rows = messages.union(*queries, all=True)
    entries = [_entry(*row) for row in rows]
    entries.sort(key=lambda entry: (entry.at, entry.what, entry.id))
    last = {what: max((e.id for e in entries if e.what == what), default=0) for what in ("state", "message")}
    return Log(tuple(entries), token_of(report.version, last["state"], last["message"]))


def _rows(
    found: QuerySet[Any, Any], what: str, at: str, by: str, text: Any, detail: Any, reply_by: Any, closed: Any
) -> QuerySet[Any, Any]:
    rows: QuerySet[Any, Any] = (
        found.order_by()
        .annotate(
            entry_what=Value(what, output_field=CharField()),
            entry_at=F(at),
            entry_by=F(by),
            entry_text=text,
            entry_detail=detail,
            entry_reply_by=reply_by,
            entry_closed=closed,
        )
        .values_list(
            "entry_what", "pk", "entry_at", "entry_by", "entry_text", "entry_detail", "entry_reply_by", "entry_closed"
        )
    )
    return rows


def _entry(
    what: str,
    pk: int,
    at: datetime,
    by: str | None,
    text: str,
    detail: str,
    reply_by: datetime | None,
    closed: datetime | None,
) -> Entry:
    if what == "message":
        detail = "office" if detail == "true" else "owner"
    return Entry(what, pk, at, by or "", text, detail, reply_by, closed)


def token_of(version: int, last_change: int | None, last_message: int | None) -> str:
    """What a page that shows the report was made from: it differs as soon as the report has changed."""
    return f"{version}-{last_change or 0}-{last_message or 0}"
