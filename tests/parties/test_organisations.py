"""The office's organisations: found, registered once, and never with a number that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from fordel.parties.models import Municipality, Organisation

pytestmark = pytest.mark.django_db
PATH = "/nordland/organisasjoner/"
NEW = f"{PATH}ny/"


def _form(**changes: str) -> dict[str, str]:
    bodo = Municipality.objects.get(number="1804")
    form = {
        "name": "Fjellheim barnehage AS",
        "kind": "private_owner",
        "organisation_number": "974 760 673",
        "municipality": str(bodo.pk),
        "language_form": "nn",
    }
    return form | changes


def test_a_private_owner_is_registered(client_as: Any) -> None:
    answer = client_as("case_officer").post(NEW, _form(), follow=True)
    assert "Fjellheim barnehage AS" in answer.content.decode()
    made = Organisation.objects.get(organisation_number="974760673")
    assert (made.kind, made.language_form, made.municipality.name) == ("private_owner", "nn", "Bodø")


def test_a_number_that_is_already_there_says_whose_it_is(client_as: Any) -> None:
    before = Organisation.objects.count()
    answer = client_as("case_officer").post(NEW, _form(organisation_number="972418013"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bodø kommune" in text
    assert 'value="Fjellheim barnehage AS"' in text, "what was typed stays"
    assert Organisation.objects.count() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("organisation_number", "974760674"),
        ("organisation_number", "12345"),
        ("organisation_number", ""),
        ("name", "  "),
        ("kind", "municipality"),
        ("municipality", "999999"),
    ],
)
def test_what_cannot_be_registered(client_as: Any, field: str, value: str) -> None:
    before = Organisation.objects.count()
    answer = client_as("case_officer").post(NEW, _form(**{field: value}))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert Organisation.objects.count() == before


def test_a_provider_needs_no_number(client_as: Any) -> None:
    client_as("case_officer").post(
        NEW, _form(kind="other_provider", organisation_number="", name="Ressurssenteret", municipality="")
    )
    assert Organisation.objects.get(name="Ressurssenteret").organisation_number is None


def test_only_the_case_officer_registers(client_as: Any) -> None:
    assert client_as("auditor").get(PATH).status_code == 200
    assert client_as("auditor").post(NEW, _form()).status_code == 403
    assert client_as("case_officer", office="trondelag").get(PATH).status_code == 403


def test_search_finds_by_name_and_number(client_as: Any) -> None:
    officer = client_as("case_officer")
    assert "Bodø kommune" in officer.get(PATH, {"q": "bodø"}).content.decode()
    assert "Bodø kommune" in officer.get(PATH, {"q": "972 418 013"}).content.decode()
