"""Finds the role a person acts in."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from fordel.parties.actors import VISITOR, Actor
from fordel.parties.models import Person, RoleAssignment
from fordel.parties.plugs.unread import UNREAD, Unread
from fordel.shared.prepared import Asked, Prepared

_FIELDS = (
    "id",
    "role",
    "is_administrator",
    "chosen_at",
    "office_id",
    "office__slug",
    "office__name",
    "organisation_id",
    "organisation__name",
)


def assignments_of(person: Person) -> list[dict[str, Any]]:
    """The person's roles with the place each holds, in the order they were given. One query."""
    return list(RoleAssignment.objects.filter(person=person).order_by("id").values(*_FIELDS))


def actor_of(person: Any, assignment_id: int | None) -> Actor:
    """The person acting in the role chosen in this session, else in the one they chose last, else in their first one;
    one without any role is a visitor with a name. One query, which counts what they have not read, too."""
    assignments = _with_unread(tuple(UNREAD)).rows(person=person.pk)
    chosen = next((row for row in assignments if row["id"] == assignment_id), None) or _last_chosen(assignments)
    if chosen is None:
        return Actor(person=person) if isinstance(person, Person) else VISITOR
    return actor_in_role(person, chosen)


@cache
def _with_unread(counted: tuple[Unread, ...]) -> Prepared[dict[str, Any]]:
    """The roles of the `person` asked for, with how many notifications they have not read."""

    def roles() -> QuerySet[RoleAssignment, dict[str, Any]]:
        unread = sum((Coalesce(Subquery(count()), 0) for count in counted), Value(0))
        rows = RoleAssignment.objects.filter(person=Asked("person", IntegerField())).annotate(unread=unread)
        found: QuerySet[RoleAssignment, dict[str, Any]] = rows.order_by("id").values(*_FIELDS, "unread")
        return found

    return Prepared(roles)


def actors_of(person: Person) -> list[Actor]:
    """The person in each of their roles. One query."""
    return [actor_in_role(person, row) for row in assignments_of(person)]


def actor_in_role(person: Person, row: dict[str, Any]) -> Actor:
    """The person acting in one of the rows of `assignments_of`."""
    return Actor(
        person=person,
        role=row["role"],
        assignment_id=row["id"],
        is_administrator=row["is_administrator"],
        office_id=row["office_id"],
        office_slug=row["office__slug"] or "",
        office_name=row["office__name"] or "",
        organisation_id=row["organisation_id"],
        organisation_name=row["organisation__name"] or "",
        unread=row.get("unread", 0),
    )


def _last_chosen(assignments: list[dict[str, Any]]) -> dict[str, Any] | None:
    chosen = [row for row in assignments if row["chosen_at"]]
    if chosen:
        return max(chosen, key=lambda row: row["chosen_at"])
    return assignments[0] if assignments else None
