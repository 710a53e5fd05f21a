"""Seats in the forum for people there are already, by days from today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fordel.forum.models import ForumMember
from fordel.parties.models import Office, Person
from fordel.shared.clock import today


def seat_for(
    person: Person, *, begins: int = -30, ends: int | None = None, office: str = "nordland", **fields: Any
) -> ForumMember:
    """A seat whose first day is `begins` days from today, and whose last day is `ends` days from today; None: it has no
    end. The role is not given: see `person_as("forum_member")`."""
    return ForumMember.objects.create(
        office=Office.objects.get(slug=office),
        person=person,
        starts_on=today() + timedelta(days=begins),
        ends_on=None if ends is None else today() + timedelta(days=ends),
        **({"group": "union", "label": f"Plass {ForumMember.objects.count()}"} | fields),
    )
