"""Check-in at the door: each participant once, however many phones say so, in the order in which the server hears it.

What a phone sends has a key of its own, so it can be sent again until it is answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fordel.core.events.door import happened_at
from fordel.events.models import ACTIVE_STATES, Attendance, DoorAct, DoorPhone, Event, Participant
from fordel.events.selectors.tickets import read_ticket
from fordel.events.services.door_rules import require_check_in
from fordel.events.services.event_rules import locked_event
from fordel.events.services.walk_in import WalkIn, leave_again, read_walk_in, walk_in
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.dates import clock_time, full_date
from fordel.shared.errors import UserError

MOST_ACTS: Final = 100
MOST_PHONES: Final = 500
IN: Final = "in"
BACK: Final = "back"
NEW: Final = "new"
Answer = dict[str, Any]


@dataclass(frozen=True)
class Act:
    """What was done at the door: `in` or `back` with the number of a participant (0 with a ticket instead), or `new`
    with whom nobody had registered. `ago` is how many seconds before it was sent; `loaded_at` is when the phone got the
    list (None: now)."""

    kind: str
    key: UUID | None = None
    ago: float = 0
    loaded_at: datetime | None = None
    number: int = 0
    ticket: str = ""
    new: WalkIn | None = None


@dataclass(frozen=True)
class Door:
    """Where acts come from: who holds the phone, and its key (None on the page without script)."""

    by: Person
    phone: UUID | None = None


@transaction.atomic
def check_in(event_id: int, acts: Sequence[Act], door: Door) -> list[Answer]:
    """What became of each, in order: `result` is `present`, `already` (with `at` and `phone` of the first time),
    `back`, `absent`, `cancelled`, `unknown`, `other_event` (with `place` and `day`), or `wrong` (with `words`). Raises
    UserError if the event takes no check-in now; nothing is noted then."""
    event, instant = locked_event(event_id), now()
    require_check_in(event, instant)
    number = _phone_number(event, door.phone)
    known = {each.key: each.answer for each in DoorAct.objects.filter(event=event, key__in=[a.key for a in acts])}
    answers: list[Answer] = []
    for act in acts[:MOST_ACTS]:
        answer = known.get(act.key) if act.key else None
        if answer is None:
            at = happened_at(instant, act.ago, act.loaded_at or instant)
            answer = _carry_out(event, act, at, door.by, number)
            if act.key:
                DoorAct.objects.create(event=event, key=act.key, received_at=instant, answer=answer)
                known[act.key] = answer
        answers.append(answer)
    return answers


def _phone_number(event: Event, key: UUID | None) -> int | None:
    if key is None:
        return None
    found = DoorPhone.objects.filter(event=event, key=key).first()
    if found is not None:
        return found.number
    last = DoorPhone.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_PHONES:
        return last
    return DoorPhone.objects.create(event=event, key=key, number=last + 1).number


@transaction.atomic
def phone_number(event_id: int, key: UUID) -> int:
    """The number of the phone at the event; it gets the next one if it is new."""
    return _phone_number(locked_event(event_id), key) or 0


def _carry_out(event: Event, act: Act, at: datetime, by: Person, phone: int | None) -> Answer:
    if act.kind == NEW:
        return _let_in(event, act.new or WalkIn(""), at, by, phone)
    number = act.number
    if act.ticket:
        ticket = read_ticket(act.ticket, event)
        if ticket is not None and ticket.event_id != event.pk:
            return _of_another(ticket.event_id, event)
        number = ticket.number if ticket else 0
    participant = _participant(event, number)
    if participant is None:
        return {"result": "unknown"}
    if act.kind == BACK:
        return _take_back(participant, by)
    if participant.state not in ACTIVE_STATES:
        return {"result": "cancelled", "number": participant.number}
    return _present(participant, at, by, phone)


def _let_in(event: Event, new: WalkIn, at: datetime, by: Person, phone: int | None) -> Answer:
    try:
        asked = read_walk_in(event, new)
    except UserError as error:
        return {"result": "wrong", "words": str(error)}
    participant, is_new = walk_in(event, asked, by)
    return _present(participant, at, by, phone, is_walk_in=is_new)


def _participant(event: Event, number: int) -> Participant | None:
    rows = Participant.objects.select_related("event__office", "event__series", "attendance")
    return rows.filter(event=event, number=number).first()


def _of_another(event_id: int, here: Event) -> Answer:
    other = Event.objects.filter(pk=event_id, office=here.office_id).first()
    if other is None:
        return {"result": "other_event", "place": "", "day": ""}
    return {"result": "other_event", "place": other.place, "day": full_date(other.starts_at)}


def _present(
    participant: Participant, at: datetime, by: Person, phone: int | None, *, is_walk_in: bool = False
) -> Answer:
    found = Attendance.objects.filter(participant=participant).first()
    if found is not None:
        return {"result": "already", **said(participant, found)}
    new = Attendance.objects.create(participant=participant, at=at, by=by, phone=phone, is_walk_in=is_walk_in)
    record("events.place.present", actor=by, subject=participant, office=participant.event.office_id)
    return {"result": "present", **said(participant, new)}


def _take_back(participant: Participant, by: Person) -> Answer:
    found = Attendance.objects.filter(participant=participant).first()
    if found is None:
        return {"result": "absent", "number": participant.number}
    found.delete()
    record("events.place.absent", actor=by, subject=participant, office=participant.event.office_id)
    if found.is_walk_in:
        leave_again(participant, by)
    return {"result": "back", "number": participant.number}


def said(participant: Participant, attendance: Attendance) -> Answer:
    """When and on which phone the participant was checked in; 0 is the page without a phone."""
    return {"number": participant.number, "at": clock_time(attendance.at), "phone": attendance.phone or 0}
