"""A forum with seats, and its members as clients."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from fordel.forum.models import ForumMember
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.parties.models import Organisation, Person

START = date(2026, 1, 1)


@pytest.fixture
def officer(person_as: Callable[..., Any]) -> Person:
    person: Person = person_as("case_officer")
    return person


@pytest.fixture
def seat_for(nordland: Any, officer: Person) -> Callable[..., ForumMember]:
    """`seat_for("union", organisation=x)` adds a seat through the service."""

    def make(group: str, organisation: Organisation | None = None, **changed: Any) -> ForumMember:
        count = ForumMember.objects.count()
        written = {
            "group": group,
            "label": f"Plass {count}",
            "name": f"Medlem {count}",
            "email": f"medlem{count}@example.org",
            "deputy_name": "",
            "deputy_email": "",
            "organisation": organisation.pk if organisation else 0,
            "starts_on": START,
            "ends_on": None,
        }
        return add_seat(nordland.office, SeatInput(**{**written, **changed}), officer)

    return make
