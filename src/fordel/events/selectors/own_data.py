"""What events hold of a person, for the person."""

from __future__ import annotations

from typing import Any

from fordel.events.models import Participant
from fordel.parties.models import Person


def registrations_of(person: Person) -> list[dict[str, Any]]:
    """What they have registered for, with their own address, and what they wrote of their needs."""
    rows = Participant.objects.filter(email__iexact=person.email).order_by("pk")
    about = ("event__series__title_nb", "event__place", "event__starts_at")
    shown = rows.values(*about, "name", "state", "access", "food")
    return [dict(row) for row in shown]
