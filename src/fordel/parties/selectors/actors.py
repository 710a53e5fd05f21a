"""Finds the role a person acts in."""

from __future__ import annotations

from typing import Any

from fordel.parties.actors import VISITOR, Actor
from fordel.parties.models import Person, RoleAssignment

_FIELDS = ("id", "role", "office_id", "office__slug", "office__name", "organisation_id", "organisation__name")


def assignments_of(person: Person) -> list[dict[str, Any]]:
    """The person's roles with the place each holds, in the order they were given. One query."""
    return list(RoleAssignment.objects.filter(person=person).order_by("id").values(*_FIELDS))


def actor_of(person: Any, assignment_id: int | None) -> Actor:
    """The person acting in the chosen role, or in their first one; one without any role is a visitor with a name."""
    assignments = assignments_of(person)
    chosen = next((row for row in assignments if row["id"] == assignment_id), assignments[0] if assignments else None)
    if chosen is None:
        return Actor(person=person) if isinstance(person, Person) else VISITOR
    return Actor(
        person=person,
        role=chosen["role"],
        assignment_id=chosen["id"],
        office_id=chosen["office_id"],
        office_slug=chosen["office__slug"] or "",
        office_name=chosen["office__name"] or "",
        organisation_id=chosen["organisation_id"],
        organisation_name=chosen["organisation__name"] or "",
    )
