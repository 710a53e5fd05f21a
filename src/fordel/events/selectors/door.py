"""The list at the door: everybody who has a place or waits for one, and who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db.models import QuerySet

from fordel.events.models import ACTIVE_STATES, Attendance, Event, Participant
from fordel.shared.norwegian_order import norwegian_order

_SIGNER: Final = Signer(salt="fordel.events.door", sep=".")


def loaded_token(event: Event, instant: datetime) -> str:
    """Says when a phone got the list, so that it can say how long ago something happened, and no longer."""
    return _SIGNER.sign(f"{event.pk}-{int(instant.timestamp())}")


def loaded_at(event: Event, token: str, otherwise: datetime) -> datetime:
    """When the phone got the list, or `otherwise` if nobody has given it the token."""
    try:
        event_id, _sign, seconds = _SIGNER.unsign(token).partition("-")
        return datetime.fromtimestamp(int(seconds), UTC) if int(event_id) == event.pk else otherwise
    except (BadSignature, ValueError):
        return otherwise


def door_list(event: Event) -> list[Participant]:
    """Those who are expected or have come, by name. One query."""
    rows = Participant.objects.filter(event=event, state__in=ACTIVE_STATES)
    return list(rows.select_related("organisation", "attendance").order_by(norwegian_order("name"), "number"))


def attendance_of(participant: Participant) -> Attendance | None:
    """That they were there, or None. No query if the row is there."""
    return getattr(participant, "attendance", None)


def present_at(event: Event) -> QuerySet[Attendance]:
    """Those who were there, in order of their numbers. One query."""
    rows = Attendance.objects.filter(participant__event=event)
    return rows.select_related("participant__organisation").order_by("participant__number")


@dataclass(frozen=True)
class DoorCounts:
    """How many have come, are expected, and there is room for."""

    present: int
    expected: int
    capacity: int

    @property
    def over(self) -> int:
        """How many more have come than there is room for."""
        return max(0, self.present - self.capacity)


def door_counts(event: Event, rows: list[Participant]) -> DoorCounts:
    """Counted over the list. No queries."""
    present = sum(attendance_of(each) is not None for each in rows)
    return DoorCounts(present, len(rows), event.capacity)
