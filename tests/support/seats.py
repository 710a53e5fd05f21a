"""Seats in the forum for people there are already, by days from today."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fordel.forum.models import ForumMember, SeatGroup
from fordel.forum.seats.services.serve_scheme import serve_scheme
from fordel.parties.models import Office, Person
from fordel.programme.models import SchemeVersion
from fordel.shared.clock import today


def group_at(office: Office, code: str) -> SeatGroup:
    """The group of the office's forum; an office that has opened no round gets the forum of the collective scheme."""
    if not SeatGroup.objects.filter(forum__office=office).exists():
        serve_scheme(office, SchemeVersion.objects.get(code="collective", year=2026))
    return SeatGroup.objects.get(forum__office=office, code=code)


def seat_for(
    person: Person,
    *,
    begins: int = -30,
    ends: int | None = None,
    office: str = "nordland",
    group: str = "union",
    **fields: Any,
) -> ForumMember:
    """A seat whose first day is `begins` days from today, and whose last day is `ends` days from today; None: it has no
    end. The role is not given: see `person_as("forum_member")`."""
    place = Office.objects.get(slug=office)
    return ForumMember.objects.create(
        office=place,
        person=person,
        group=group_at(place, group),
        starts_on=today() + timedelta(days=begins),
        ends_on=None if ends is None else today() + timedelta(days=ends),
        **({"label": f"Plass {ForumMember.objects.count()}"} | fields),
    )
