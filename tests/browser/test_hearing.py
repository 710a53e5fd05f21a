"""A hearing in a browser: a plan is put to it, a municipality and a citizen give input, and the office answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from fordel.hearing.models import Hearing, HearingInput
from fordel.hearing.tasks import turn
from fordel.parties.models import Organisation, Person
from fordel.plan.models import Plan
from fordel.shared.clock import today
from tests.browser.conftest import Visitor
from tests.browser.focus import Keys
from tests.hearing.hearings import TEXT, code_to, hearing_of, later, plan_to_hear, received

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


def _open(visitor: Visitor, plan: Plan) -> Hearing:
    """The officer puts the plan to a hearing, and asks a union."""
    visitor.goto(f"/nordland/plan/{plan.pk}/")
    page = visitor.follow("Send planen på høring")
    page.get_by_label("Første dag").fill(today().isoformat())
    page.get_by_label("Siste dag for innspill").fill((today() + timedelta(days=30)).isoformat())
    page.get_by_label("Ja, sammen med svarene").check()
    page.get_by_label("Kontaktopplysninger om privatpersoner slettes").fill((today() + timedelta(days=400)).isoformat())
    visitor.press("Åpne høringen")
    page = visitor.follow("Velg hvem dere spør")
    page.get_by_label("Legg til andre med e-post").fill("Utdanningsforbundet, post@union.example")
    visitor.press("Legg til og spør")
    expect(page.get_by_text("0 av 1 har svart.")).to_be_visible()
    return Hearing.objects.get(plan=plan)


def test_a_plan_is_heard_by_a_municipality_and_a_citizen_and_answered(
    visitor_as: Visit, plan: Plan, hamaroy: Organisation
) -> None:
    officer = visitor_as("case_officer")
    hearing = _open(officer, plan)
    here = f"/nordland/horing/{hearing.pk}/"

    owner = visitor_as("owner", organisation=hamaroy)
    owner.goto(here)
    owner.follow("Gi innspill til «Partnerskap»")
    owner.page.get_by_label("Innspillet ditt").fill("Kommunen vil ha nettverk.")
    owner.press("Fortsett")
    owner.press("Send innspillet")
    expect(owner.page.get_by_text("Innspillet ditt er mottatt.")).to_be_visible()

    citizen = visitor_as(None, width=390)
    citizen.goto("/nordland/plan/")
    citizen.follow("Plan på høring, 2027–2030")
    citizen.follow("Gi innspill")
    page = citizen.page
    page.get_by_label("Innspillet ditt").fill(TEXT)
    page.get_by_label("Navnet ditt").fill("Kari Nordmann")
    page.get_by_label("E-posten din").fill(MAIL)
    citizen.press("Fortsett")
    page.get_by_text("Skriv om et annet kapittel").click()
    page.get_by_label("Hva gjelder det?").select_option("goal")
    page.get_by_label("Innspillet ditt").fill("Målet er godt.")
    citizen.press("Legg til punktet")
    page.locator("#file").set_input_files({"name": "notat.txt", "mimeType": "text/plain", "buffer": b"Et notat"})
    citizen.press("Legg til vedlegget")
    page.get_by_label("Koden fra e-posten").fill(code_to(MAIL))
    citizen.press("Send innspillet")
    expect(page.get_by_text("Innspillet ditt er mottatt.")).to_be_visible()
    own = page.url

    with later(days=31):
        turn(0)
        _answer_all(officer, here)
        page.goto(own)
        expect(page.get_by_text("Vi har endret det.").first).to_be_visible()
        reader = visitor_as(None).goto(here)
        reader.get_by_text("1 innspill til «Partnerskap», med svar").click()
        expect(reader.get_by_text("Kommunen vil ha nettverk.")).to_be_visible()
        expect(reader.get_by_text("Kari Nordmann")).to_have_count(0)


def _answer_all(officer: Visitor, here: str) -> None:
    """Each answer leads to the next point, and the last back to the work, where the answers are sent."""
    page = officer.goto(f"{here}arbeid/")
    page.get_by_role("link", name="Svar Hamarøy kommune").click()
    for _point in range(3):
        officer.check()
        page.get_by_label("Tatt inn", exact=True).check()
        page.get_by_label("Svar", exact=True).fill("Vi har endret det.")
        officer.press("Lagre svaret")
    expect(page.get_by_text("Alle punktene har svar.")).to_be_visible()
    officer.take_step("Send svarene")


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
