"""Who acts for an organisation or at an office: their names, and where mail to them goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists

from fordel.parties.models import Person, Role, RoleAssignment


@dataclass(frozen=True)
class PersonRow:
    """An active person in one role; `language` is empty where they have not chosen one."""

    id: int
    name: str
    email: str
    language: str
    role: str

    @property
    def role_name(self) -> str:
        return str(Role(self.role).label)


_FIELDS = ("person_id", "person__name", "person__email", "person__language", "role")


def people_of_organisation(organisation_id: int) -> list[PersonRow]:
    """The active people who act for the organisation, by name; one in two roles is listed twice. One query."""
    rows = RoleAssignment.objects.filter(organisation=organisation_id, person__is_active=True)
    return [PersonRow(*row) for row in rows.order_by("person__name", "person_id", "id").values_list(*_FIELDS)]


def people_of_organisations(organisation_ids: Iterable[int]) -> dict[int, list[PersonRow]]:
    """Organisation id -> the active people who act for it, by name; organisations without any are left out. One
    query."""
    rows = RoleAssignment.objects.filter(organisation__in=set(organisation_ids), person__is_active=True)
    found: dict[int, list[PersonRow]] = {}
    for organisation, *row in rows.order_by("person__name", "person_id", "id").values_list("organisation", *_FIELDS):
        found.setdefault(organisation, []).append(PersonRow(*row))
    return found


def somebody_acts_for(organisation: Any) -> Exists:
    """Whether an active person acts for the organisation of an outer query."""
    return Exists(RoleAssignment.objects.filter(organisation=organisation, person__is_active=True))


def people_with_ids(person_ids: Iterable[int]) -> list[PersonRow]:
    """The active people with these ids, by name, without a role. One query."""
    rows = Person.objects.filter(pk__in=set(person_ids), is_active=True).order_by("name", "pk")
    return [PersonRow(*row, role="") for row in rows.values_list("id", "name", "email", "language")]


def people_of_office(office_id: int, roles: Iterable[Role] = (Role.CASE_OFFICER,)) -> list[PersonRow]:
    """The active people in the roles at the office, by name. One query."""
    rows = RoleAssignment.objects.filter(office=office_id, role__in=list(roles), person__is_active=True)
    return [PersonRow(*row) for row in rows.order_by("person__name", "person_id", "id").values_list(*_FIELDS)]


def emails_of_organisation(organisation_id: int) -> list[str]:
    """Each address once, sorted. One query."""
    return sorted({row.email for row in people_of_organisation(organisation_id)})
