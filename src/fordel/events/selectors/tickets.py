"""The ticket of a participant: a short code that is worth something at the door of its own event, and nowhere else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.utils.crypto import constant_time_compare

from fordel.events.models import Event, Participant
from fordel.shared.typed_signs import typed_signs

_SIGNS: Final = 10
_TICKET: Final = re.compile(r"^FORDEL-(\d{1,12})-(\d{1,9})-([A-Z0-9]{10})$")


def has_door(event: Event) -> bool:
    """Whether people meet somewhere, so that there is a door to show a ticket at."""
    return bool(event.venue) or not event.link


def ticket_code(participant: Participant) -> str:
    """What a person can type: `12-K7QF3M2P4T`, the number at the event and ten signs that nobody can guess."""
    return f"{participant.number}-{_proof(participant.event_id, participant.number)}"


def ticket_text(participant: Participant) -> str:
    """What the QR code holds: the same, with the event it belongs to."""
    return f"FORDEL-{participant.event_id}-{ticket_code(participant)}"


def _proof(event_id: int, number: int) -> str:
    return typed_signs("fordel.events.ticket", f"{event_id}-{number}", _SIGNS)


@dataclass(frozen=True)
class Ticket:
    """A ticket that is genuine: the event it belongs to, and the number of its participant."""

    event_id: int
    number: int


def read_ticket(text: str, event: Event) -> Ticket | None:
    """The ticket that was read or typed at the event; None for one that nobody has been given. No queries."""
    plain = re.sub(r"\s", "", text.upper())
    match = _TICKET.match(plain if plain.startswith("FORDEL-") else f"FORDEL-{event.pk}-{plain}")
    if match is None:
        return None
    ticket = Ticket(int(match[1]), int(match[2]))
    return ticket if constant_time_compare(match[3], _proof(ticket.event_id, ticket.number)) else None
