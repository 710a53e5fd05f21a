"""Who a person is at a place: the roles they have there today, and nobody else's."""

from __future__ import annotations

from typing import Any

import pytest

from fordel.decisions.models import Proposal
from fordel.decisions.services.transition import PROPOSALS
from fordel.parties.models import Office, Organisation, Role, RoleAssignment
from fordel.parties.selectors.standing import Place, roles_at
from fordel.parties.services.letting_in_rules import Door, roles_at_door
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

pytestmark = pytest.mark.django_db


def test_roles_hold_at_their_own_place_only(person_as: Any) -> None:
    nordland, troms = Office.objects.get(slug="nordland").pk, Office.objects.exclude(slug="nordland")[0].pk
    bodo, other = Organisation.objects.filter(kind="municipality").order_by("pk")[:2]
    officer, owner = person_as("case_officer"), person_as("owner", organisation=bodo)
    partner, auditor = person_as("partner", organisation=bodo), person_as("auditor")
    here = Place(nordland, owner=bodo.pk, party=other.pk)
    assert roles_at(officer.pk, here) == {"case_officer"}
    assert roles_at(officer.pk, Place(troms, owner=bodo.pk)) == set()
    assert roles_at(officer.pk, Place(nordland, owner=bodo.pk, by_office=True)) == {"case_officer", "owner"}
    assert roles_at(owner.pk, here) == {"owner"}
    assert roles_at(owner.pk, Place(nordland, owner=other.pk, party=bodo.pk)) == {"party"}
    assert roles_at(owner.pk, Place(nordland, owner=other.pk)) == set()
    assert roles_at(partner.pk, here) == set()
    assert roles_at(partner.pk, Place(nordland, owner=other.pk, party=bodo.pk)) == {"party"}
    assert roles_at(auditor.pk, here) == set()


@pytest.mark.parametrize("ending", ["role", "person"])
def test_an_ended_role_is_none(person_as: Any, ending: str) -> None:
    officer, place = person_as("case_officer"), Place(Office.objects.get(slug="nordland").pk)
    if ending == "role":
        RoleAssignment.objects.filter(person=officer).delete()
    else:
        officer.is_active = False
        officer.save()
    assert roles_at(officer.pk, place) == set()
    assert roles_at_door(officer.pk, Door(office=place.office)) == set()


def test_who_lets_others_in(person_as: Any) -> None:
    nordland, troms = Office.objects.get(slug="nordland").pk, Office.objects.exclude(slug="nordland")[0].pk
    bodo = Organisation.objects.get(municipality__number="1804", kind="municipality")
    officer, owner = person_as("case_officer"), person_as("owner", organisation=bodo)
    door = Door(organisation=bodo.pk, area=nordland, asker=owner.pk, invited=owner.email)
    assert roles_at_door(officer.pk, door) == {"administrator"}
    assert roles_at_door(officer.pk, Door(organisation=bodo.pk, area=troms)) == set()
    assert roles_at_door(officer.pk, Door(office=nordland)) == set(), "not an administrator of the office"
    assert roles_at_door(owner.pk, door) == {"asker", "invited"}
    RoleAssignment.objects.update(is_administrator=True)
    assert roles_at_door(officer.pk, Door(office=nordland)) == {"administrator"}
    assert roles_at_door(owner.pk, door) == {"administrator", "asker", "invited"}
    assert roles_at_door(owner.pk, Door(office=nordland)) == set()


@pytest.mark.parametrize("role", [*Role.values, ""])
def test_a_service_refuses_who_is_not_named(nordland: Any, person_as: Any, role: str) -> None:
    """With real roles: a case officer of the office discards a proposal, nobody else, and none of another office."""
    at = {"organisation": Organisation.objects.filter(kind="municipality")[0]} if role in ("owner", "partner") else {}
    elsewhere = Office.objects.exclude(slug="nordland")[0].slug
    person = person_as(role, **at) if role else person_as("case_officer", office=elsewhere)
    proposal = Proposal(round=nordland, state="draft")
    if role == "case_officer":
        assert advance(PROPOSALS, proposal, "discard", person).target == "discarded"
    else:
        with pytest.raises(UserError):
            advance(PROPOSALS, proposal, "discard", person)
        assert proposal.state == "draft"
