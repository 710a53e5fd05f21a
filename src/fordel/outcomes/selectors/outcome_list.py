"""Outcome reports as rows: those of a round for the office, and those of an organisation."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest

from fordel.outcomes.models import OutcomeParty, OutcomeReport, OutcomeState
from fordel.programme.models import Round
from fordel.shared.clock import now
from fordel.shared.dates import last_day
from fordel.shared.fields import id_from_form
from fordel.shared.norwegian_order import norwegian_order
from fordel.writing.models import DocumentMessage

WAITING, LATE, UNUSED = "waiting", "late", "unused"
NARROWS: Final = ("q", "state", "assigned", "group")
_CLOSES: Final = Greatest("due", Coalesce("extended_to", "due"))
_SORTS: Final = {
    "number": lambda row: row.number,
    "owner": lambda row: (norwegian_order(row.owner), row.number),
    "granted": lambda row: row.granted,
    "used": lambda row: -1 if row.used is None else row.used,
    "unused": lambda row: -1 if row.unused is None else row.unused,
    "state": lambda row: (row.state, row.number),
    "findings": lambda row: row.findings,
}


class OutcomeRow(NamedTuple):
    """One report. Amounts are whole kroner; `granted` is what was decided. `asks` says that a question waits for the
    owner, `answered` that the owner has written and nobody has answered."""

    pk: int
    report: int
    number: int
    title: str
    owner_id: int
    owner: str
    group: int
    year: int
    round: int
    granted: int
    used: int | None
    unused: int | None
    wish: str
    kept_state: str
    closes: datetime
    findings: int
    assigned_id: int | None
    assigned: str
    asks: bool
    answered: bool
    confirmed_at: datetime | None
    answer: str

    @property
    def is_late(self) -> bool:
        return self.kept_state == OutcomeState.OPEN and now() >= self.closes

    @property
    def state(self) -> str:
        """`waiting` or `late` for one that is not sent, else its state."""
        if self.kept_state != OutcomeState.OPEN:
            return self.kept_state
        return LATE if self.is_late else WAITING

    @property
    def last_day(self) -> date:
        return last_day(self.closes)


_FIELDS: Final = (
    *("pk", "report", "report__number", "report__title", "report__owner", "report__owner__name"),
    *("report__target_group", "year", "round", "award__amount", "used", "unused", "wish", "state", "closes_at"),
    *("findings", "assigned_to", "assigned_name", "asks", "answered", "confirmed", "answer"),
)


def rows_of_round(round_: Round) -> list[OutcomeRow]:
    """Every report of the round by number. One query."""
    return _rows(OutcomeReport.objects.filter(round=round_))


def own_rows(organisation_id: int) -> list[OutcomeRow]:
    """Every report that the organisation owes or answers a part of, the newest year first. One query."""
    mine = Q(report__owner=organisation_id) | Q(parties__organisation=organisation_id)
    return _rows(OutcomeReport.objects.filter(mine).distinct(), organisation_id)


def _rows(found: QuerySet[OutcomeReport], organisation_id: int = 0) -> list[OutcomeRow]:
    thread = DocumentMessage.objects.filter(document=OuterRef("document"), answered_at__isnull=True)
    parts = OutcomeParty.objects.filter(outcome=OuterRef("pk"), organisation=organisation_id)
    annotated = found.annotate(
        closes_at=Case(
            When(state=OutcomeState.RETURNED, then=F("reply_by")),
            default=Greatest("due", Coalesce("extended_to", "due")),
        ),
        assigned_name=Coalesce("assigned_to__name", Value("")),
        asks=Exists(thread.filter(from_office=True, reply_by__isnull=False)),
        answered=Exists(thread.filter(from_office=False)),
        confirmed=Subquery(parts.values("confirmed_at")[:1]),
    )
    return [OutcomeRow(*row) for row in annotated.order_by("-year", "report__number", "pk").values_list(*_FIELDS)]


def narrowed(rows: Sequence[OutcomeRow], asked: Mapping[str, str], me: int | None = None) -> list[OutcomeRow]:
    """The rows that fit what is asked for, in the order that is asked for."""
    words = asked.get("q", "").casefold().split()
    state, group, assigned = asked.get("state", ""), asked.get("group", ""), asked.get("assigned", "")
    to = me if assigned == "me" else id_from_form(assigned)

    def fits(row: OutcomeRow) -> bool:
        text = f"{row.number} {row.title} {row.owner}".casefold()
        return (
            all(word in text for word in words)
            and (not state or state == row.state or (state == UNUSED and bool(row.unused)))
            and (not group or group == str(row.group))
            and (not assigned or (row.assigned_id is None if assigned == "nobody" else row.assigned_id == to))
        )

    key = asked.get("sort", "")
    order = _SORTS.get(key.removeprefix("-"), _SORTS["number"])
    return sorted(filter(fits, rows), key=order, reverse=key.startswith("-"))


class Sent(NamedTuple):
    """Reports that wait for the office: those that can be approved as they are, and those to look at one by one."""

    ready: list[OutcomeRow]
    to_look_at: list[OutcomeRow]


def sent_rows(rows: Sequence[OutcomeRow], own: Collection[int]) -> Sent:
    """Those of the rows that are sent. One can be approved as it is if there is no remark on it and no open question,
    and it is not among `own`, which somebody else must approve."""
    found = Sent([], [])
    for row in rows:
        if row.state == OutcomeState.SUBMITTED:
            is_ready = not (row.findings or row.asks or row.answered or row.pk in own)
            (found.ready if is_ready else found.to_look_at).append(row)
    return found


class Counted(NamedTuple):
    """How far the reports of a round have come, and whole kroner of those that are sent."""

    every: int
    waiting: int
    late: int
    submitted: int
    returned: int
    approved: int
    used: int
    unused: int


def counted(rows: Sequence[OutcomeRow]) -> Counted:
    """The counts of the rows."""
    states = [row.state for row in rows]
    return Counted(
        every=len(rows),
        waiting=states.count(WAITING),
        late=states.count(LATE),
        submitted=states.count(OutcomeState.SUBMITTED),
        returned=states.count(OutcomeState.RETURNED),
        approved=states.count(OutcomeState.APPROVED),
        used=sum(row.used or 0 for row in rows),
        unused=sum(row.unused or 0 for row in rows),
    )
