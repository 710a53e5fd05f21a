"""Who a person is at a place today, in the words of the lifecycles (`core.lifecycle.WHO`)."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.parties.models import OFFICE_ROLES, ORGANISATION_ROLES, Role, RoleAssignment


@dataclass(frozen=True)
class Place:
    """The office, owner and party (ids of organisations) that a subject belongs to. `by_office`: the office registers
    it for its owner, and its case officer is the owner too."""

    office: int
    owner: int | None = None
    party: int | None = None
    by_office: bool = False


def roles_at(person_id: int, place: Place) -> frozenset[str]:
    """What the person is there; empty for somebody whose roles have ended, or who is no longer active. One query."""
    held = RoleAssignment.objects.filter(person=person_id, person__is_active=True)
    found: set[str] = set()
    for role, office, organisation in held.values_list("role", "office", "organisation"):
        if role in OFFICE_ROLES and office == place.office:
            found.add(role)
        if role == Role.OWNER and organisation == place.owner:
            found.add("owner")
        if role in ORGANISATION_ROLES and organisation == place.party:
            found.add("party")
    if place.by_office and Role.CASE_OFFICER in found:
        found.add("owner")
    return frozenset(found)
