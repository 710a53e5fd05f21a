"""The office's work on reports in a real browser: many at once by keyboard, without script, and a question answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fordel.parties.models import Person
from fordel.reports.casework.services.messages import ask_owner
from fordel.reports.models import ExtensionRequest, NeedsReport
from fordel.shared.clock import now
from tests.browser.conftest import Visitor
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
LIST = f"{HOME}behovsmeldinger/"
PAGES = (
    LIST,
    f"{LIST}?state=all&findings=yes&sami=yes",
    f"{LIST}?q=foreldresamarbeidet",
    f"{LIST}45/",
    f"{LIST}visninger/?state=accepted",
    f"{LIST}registrer/?q=hamar",
    f"{LIST}utkast/",
    f"{LIST}varsler/",
    f"{LIST}frister/?q=bod",
)


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn"), (390, "nb"), (1280, "nn")])
def test_pages_of_the_office(visitor_as: Visit, imported: Any, width: int, language: str) -> None:
    report = NeedsReport.objects.get(number=41)
    officer = visitor_as("case_officer", width=width, language=language)
    person = Person.objects.order_by("-pk").first()
    assert person is not None
    ask_owner(report.pk, "Hvor mange skoler er med?", now() + timedelta(days=3), person, seen=None)
    ExtensionRequest.objects.create(round=imported, owner=report.owner, text="Mer tid", asked_at=now())
    for path in (*PAGES, f"{LIST}41/"):
        officer.goto(path)
    owner = visitor_as("owner", width=width, language=language, organisation=report.owner)
    owner.goto(f"/mine/melding/{report.pk}/")
    owner.goto(f"/mine/utsatt-frist/{imported.pk}/")


def test_the_52_stand_on_one_page_without_sideways_scroll(visitor_as: Visit, imported: Any) -> None:
    officer = visitor_as("case_officer")
    page = officer.goto(LIST)
    assert page.locator(".report-table tbody tr").count() == 52
    region = page.locator(".scroll").first.evaluate("e => [e.scrollWidth, e.clientWidth]")
    assert region[0] <= region[1], "nothing of the table is hidden to the right"


def test_many_are_accepted_by_keyboard(visitor_as: Visit, imported: Any) -> None:
    officer = visitor_as("case_officer")
    page = officer.goto(LIST)
    for number in (1, 2):
        page.get_by_label(f"Velg melding {number}", exact=True).focus()
        page.keyboard.press("Space")
    page.get_by_label("Med dem du krysser av for:").focus()
    page.keyboard.type("Merk")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    officer.check()
    assert "2 meldinger på til sammen" in page.inner_text("main")
    page.get_by_role("button", name="Merk 2 som klare").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    officer.check()
    assert "2 meldinger er klare for forumet." in page.inner_text("main")
    assert set(NeedsReport.objects.filter(state="accepted").values_list("number", flat=True)) == {1, 2}


def test_tick_all_works_with_and_without_script(
    visitor_as: Visit, browser: Any, live_server: Any, imported: Any
) -> None:
    officer = visitor_as("case_officer")
    page = officer.goto(LIST)
    page.get_by_role("link", name="Kryss av for alle på siden").click()
    assert page.locator("input[name=report]:checked").count() == 52
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(officer.context.cookies())
    plain = context.new_page()
    plain.goto(f"{live_server.url}{LIST}")
    plain.get_by_role("link", name="Kryss av for alle på siden").click()
    assert plain.locator("input[name=report]:checked").count() == 52
    plain.get_by_role("button", name="Fortsett").click()
    plain.locator("#to").select_option("me")
    plain.get_by_role("button", name="Tildel", exact=True).click()
    assert "52 meldinger er tildelt." in plain.inner_text("main")
    context.close()


def test_a_question_goes_to_the_owner_and_the_answer_comes_back(visitor_as: Visit, imported: Any) -> None:
    report = NeedsReport.objects.get(number=41)
    officer = visitor_as("case_officer")
    page = officer.goto(f"{LIST}41/")
    page.get_by_label("Skriv til eieren").fill("Hvor mange skoler er med?")
    officer.press("Send til eieren")
    assert "Spørsmålet er sendt." in page.inner_text("main")
    owner = visitor_as("owner", width=390, organisation=report.owner)
    own = owner.goto(f"/mine/melding/{report.pk}/")
    own.get_by_label("Svaret deres").fill("Fire skoler.")
    owner.press("Send svaret")
    assert "Fire skoler." in own.inner_text("main")
    officer.goto(HOME)
    officer.follow("Les svaret om 1 melding")
    officer.follow("41 Overgang barnehage–skole")
    officer.press("Merk som klar for forumet")
    assert "Meldingen er klar for forumet." in page.inner_text("main")
    owner.goto(f"/mine/melding/{report.pk}/")
    assert "Meldingen er klar for forumet" in own.inner_text("main")
