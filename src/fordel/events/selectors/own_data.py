"""What events hold of a person, for the person."""

from __future__ import annotations

from typing import Any

from fordel.events.models import Participant
from fordel.parties.models import Person


def registrations_of(person: Person) -> list[dict[str, Any]]:
    """The events that their address is registered for, with the needs they have written."""
    rows = Participant.objects.filter(email__iexact=person.email).order_by("pk")
    shown = rows.values(
        "event__series__title_nb",
        "event__place",
        "event__starts_at",
        "name",
        "state",
        "access",
        "food",
        "attendance__at",
    )
    return [dict(row) for row in shown]
