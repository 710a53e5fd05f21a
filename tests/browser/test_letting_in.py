"""Letting people in, in a real Chromium: an invitation from mail to role, a request from question to answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.shared.models import OutboxMail
from tests.browser.conftest import Visitor
from tests.browser.test_sign_in import last_code

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]


@pytest.fixture
def hamaroy(reference_data: None) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


def register(visitor: Visitor, name: str, email: str) -> None:
    page = visitor.page
    page.get_by_label("Navn").fill(name)
    page.get_by_label("E-post").fill(email)
    visitor.press("Send meg en kode")
    page.get_by_label("Kode", exact=True).fill(last_code())
    visitor.press("Fortsett")


@pytest.mark.parametrize("width", [1280, 390])
def test_from_the_offices_invitation_to_a_colleague_who_asks(
    visitor_as: Visit, hamaroy: Organisation, width: int
) -> None:
    officer = visitor_as("case_officer", width=width)
    page = officer.goto("/nordland/organisasjoner/?q=hamar%C3%B8y")
    officer.follow("Hamarøy kommune")
    page.get_by_label("E-post").fill("anne@hamaroy.example")
    officer.press("Send invitasjon")
    assert "1 invitasjon venter på svar" in page.inner_text("main")

    link = re.search(r"http://[^/]+(/invitasjon/\S+/)", OutboxMail.objects.latest("pk").body)
    assert link
    anne = visitor_as(None, width=width)
    anne.goto(link.group(1))
    anne.follow("Registrer")
    register(anne, "Anne Hansen", "anne@hamaroy.example")
    anne.goto(link.group(1))
    anne.press("Ta imot invitasjonen")
    assert anne.page.inner_text("h1") == "Hamarøy kommune"

    dag = visitor_as(None, width=width)
    dag.goto("/logg-inn/ny/")
    register(dag, "Dag Olsen", "dag@hamaroy.example")
    page = dag.page
    assert page.inner_text("h1") == "Bli med i en organisasjon"
    page.get_by_label("Navn eller organisasjonsnummer").fill("hamarøy")
    dag.press("Søk")
    page.get_by_label("Melding").fill("Jeg er styrer i Oppeid barnehage.")
    dag.press("Be om å bli med")
    assert "Venter på svar" in page.inner_text("main")

    anne.goto("/mine/kolleger/")
    assert "styrer i Oppeid barnehage" in anne.page.inner_text("main")
    anne.press("La bli med Dag Olsen")
    assert "2 personer har tilgang" in anne.page.inner_text("main")
    dag.goto("/")
    assert page.inner_text("h1") == "Hamarøy kommune"


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_the_pages_of_access_and_of_ones_own_data(
    visitor_as: Visit, imported: Any, hamaroy: Organisation, width: int, language: str
) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    RoleAssignment.objects.update(is_administrator=True)
    for path in (
        "/nordland/tilgang/",
        "/nordland/tilgang/innlogginger/",
        f"/nordland/organisasjoner/{hamaroy.pk}/",
        "/nordland/organisasjoner/?nummer=974760673",
        "/bli-med/?q=bod",
        "/rolle/",
        "/meg/",
        "/meg/data/",
    ):
        officer.goto(path)
    assert Person.objects.exists()
