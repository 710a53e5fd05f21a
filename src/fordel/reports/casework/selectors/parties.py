"""Who takes part in a report that came through the form, what they have answered, and the files that came with it."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from fordel.reports.models import DraftParty, PartyRole, PartyState
from fordel.writing.selectors.attachments import kept_attachments


class PartyLine(NamedTuple):
    """`when` is the day of the last thing that happened; `answer` is why it declined."""

    slot: str
    name: str
    role: str
    state: str
    when: datetime | None
    by: str
    answer: str

    @property
    def role_name(self) -> str:
        return str(PartyRole(self.role).label)

    @property
    def state_name(self) -> str:
        return str(PartyState(self.state).label)


class FileLine(NamedTuple):
    """`size` is bytes; `is_checked` says that the virus scanner has looked at it."""

    id: int
    name: str
    size: int
    is_checked: bool


_FIELDS = (
    "pk",
    "organisation__name",
    "role",
    "state",
    "asked_at",
    "reminded_at",
    "answered_at",
    "answered_by__name",
    "answer_text",
)


def parties_of_draft(draft_id: int) -> list[PartyLine]:
    """Partners first, then owners in the network. One query."""
    rows = DraftParty.objects.filter(draft=draft_id).order_by("-role", "position", "pk").values_list(*_FIELDS)
    found = []
    for pk, name, role, state, asked, reminded, answered, by, text in rows:
        has_answered = state in (PartyState.CONFIRMED, PartyState.DECLINED)
        when = answered if has_answered else max(filter(None, (asked, reminded)), default=None)
        found.append(PartyLine(f"p{pk}", name, role, state, when, (by or "") if has_answered else "", text))
    return found


def attachments_of_draft(draft_id: int) -> list[FileLine]:
    """One query."""
    rows = kept_attachments(draft_id).values_list("pk", "file__name", "file__size", "scan")
    return [FileLine(pk, name, size, scan == "clean") for pk, name, size, scan in rows]
