"""A hearing in a browser: a plan is put to it, a municipality and a citizen give input, and the office answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from fordel.hearing.models import HearingInput
from fordel.parties.models import Organisation, Person
from fordel.plan.models import Plan
from tests.browser.conftest import Visitor
from tests.browser.focus import Keys
from tests.hearing.hearings import code_to, hearing_of, plan_to_hear, received

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
MAIL: Final = "kari@example.org"


@pytest.fixture
def officer(nordland: Any, person_as: Any) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def plan(nordland: Any, officer: Person) -> Plan:
    return plan_to_hear(nordland.office, officer)


@pytest.fixture
def hamaroy(nordland: Any) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_every_page_of_a_hearing(
    visitor_as: Visit, plan: Plan, officer: Person, hamaroy: Organisation, width: int, language: str
) -> None:
    hearing = hearing_of(plan, officer)
    received(hearing, organisation=hamaroy)
    point = received(hearing, "Kjempelangtsammensattordutenmellomrom" * 9).points.get()
    here = f"/nordland/horing/{hearing.pk}/"
    office = visitor_as("case_officer", width=width, language=language)
    work = ("", "sporre/", "purre/", "frist/", "send/", f"punkt/{point.pk}/")
    for address in (here, f"{here}oppsummering/", f"{here}nytt-innspill/", *(f"{here}arbeid/{tail}" for tail in work)):
        office.goto(address)
    other = plan_to_hear(hearing.office, officer, "En annen plan")
    office.goto(f"/nordland/horing/ny/{other.pk}/")
    secret = HearingInput.objects.get(points=point).secret
    reader = visitor_as(None, width=width, language=language)
    for address in (here, f"{here}nytt-innspill/", f"{here}innspill/{secret}/"):
        reader.goto(address)


def test_a_citizen_gives_input_by_keys_alone(visitor_as: Visit, plan: Plan, officer: Person) -> None:
    hearing = hearing_of(plan, officer)
    visitor = visitor_as(None)
    keys = Keys(visitor.goto(f"/nordland/horing/{hearing.pk}/nytt-innspill/"))
    page = keys.page
    keys.focus("#chapter")
    keys.go("Tab", "text")
    page.keyboard.type("For kort epost.")
    keys.go("Tab", "name")
    page.keyboard.type("Kari")
    keys.press("Enter")
    expect(page.locator("ds-error-summary")).to_be_focused()
    assert page.get_by_label("Innspillet ditt").input_value() == "For kort epost."
    keys.press("Tab", "Enter")
    expect(page.locator("#email")).to_be_focused()
    page.keyboard.type(MAIL)
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kontroller og send")
    visitor.check()
    keys.focus("#code")
    page.keyboard.type(code_to(MAIL))
    keys.press("Enter")
    expect(page.get_by_text("Innspillet ditt er mottatt.")).to_be_visible()
    assert HearingInput.objects.get(hearing=hearing).points.get().text == "For kort epost."
