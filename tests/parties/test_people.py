"""Who acts for whom, and where their mail goes."""

from __future__ import annotations

from typing import Any

import pytest

from fordel.parties.models import Office, Organisation, Person, Role, RoleAssignment
from fordel.parties.selectors.people import (
    emails_of_organisation,
    people_of_office,
    people_of_organisation,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def hamaroy(reference_data: None) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


def _owner(organisation: Organisation, name: str, **more: Any) -> Person:
    person = Person.objects.create_user(f"{name.lower()}@example.org", name)
    Person.objects.filter(pk=person.pk).update(**more)
    RoleAssignment.objects.create(person=person, role=Role.OWNER, organisation=organisation)
    return person


def test_people_of_an_organisation_are_those_who_are_active_there(hamaroy: Organisation) -> None:
    berit, anne = _owner(hamaroy, "Berit", language="nn"), _owner(hamaroy, "Anne")
    _owner(hamaroy, "Cato", is_active=False)
    _owner(Organisation.objects.get(municipality__number="1804", kind="municipality"), "Dag")
    rows = people_of_organisation(hamaroy.pk)
    assert [(row.id, row.name, row.language) for row in rows] == [(anne.pk, "Anne", ""), (berit.pk, "Berit", "nn")]
    assert emails_of_organisation(hamaroy.pk) == ["anne@example.org", "berit@example.org"]


def test_one_person_in_two_roles_gets_one_mail(hamaroy: Organisation) -> None:
    anne = _owner(hamaroy, "Anne")
    RoleAssignment.objects.create(person=anne, role=Role.PARTNER, organisation=hamaroy)
    assert [row.role for row in people_of_organisation(hamaroy.pk)] == ["owner", "partner"]
    assert emails_of_organisation(hamaroy.pk) == ["anne@example.org"]


def test_an_office_is_reached_by_its_case_officers_unless_others_are_asked_for(person_as: Any) -> None:
    officer, approver = person_as("case_officer"), person_as("approver")
    person_as("case_officer", office="trondelag")
    office = Office.objects.get(slug="nordland")
    assert [row.email for row in people_of_office(office.pk)] == [officer.email]
    assert {row.id for row in people_of_office(office.pk, (Role.CASE_OFFICER, Role.APPROVER))} == {
        officer.pk,
        approver.pk,
    }
