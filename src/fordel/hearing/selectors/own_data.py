"""What hearings hold of a person, for the person."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from fordel.hearing.models import HearingPoint
from fordel.parties.models import Person


def input_of(person: Person) -> list[dict[str, Any]]:
    """What they have said, for an organisation or from their own address."""
    mine = Q(input__sent_by=person) | Q(input__email__iexact=person.email)
    rows = HearingPoint.objects.filter(mine, input__received_at__isnull=False).order_by("pk")
    shown = rows.values("input__hearing__plan__title", "input__received_at", "chapter", "text", "outcome", "answer")
    return [dict(row) for row in shown]
