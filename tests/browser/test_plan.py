"""A long-term plan in a browser: two people write a chapter each, it comes into force, and everybody can read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from fordel.plan.models import Plan
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.writing.selectors.fields import values_of
from tests.browser.conftest import Visitor
from tests.plan.conftest import add

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
SAVED: Final = re.compile("Alt er lagret")
TEXT: Final = "Pengene skal nå barn og elever."


@pytest.fixture
def draft(nordland: Any, person_as: Any) -> Plan:
    officer = person_as("case_officer")
    plan = start_plan(nordland.office, PlanFacts("Neste plan", ("kollektiv",), 2027, 2030, "nb"), officer)
    add(plan, officer, "lek", "Lek", goals={"nb": "Alle leker.", "nn": "Alle leikar."})
    return plan


def _write(visitor: Visitor, plan: Plan, chapter: str, title: str, text: str) -> Page:
    page = visitor.goto(f"/nordland/plan/{plan.pk}/skriv/{chapter}/")
    editor = page.get_by_role("textbox", name=title)
    editor.click()
    page.keyboard.type(text)
    editor.blur()
    expect(page.locator("[data-save-words]")).to_have_text(SAVED)
    return page


def test_two_people_write_at_once_and_each_sees_the_other(visitor_as: Visit, draft: Plan) -> None:
    one, other = visitor_as("case_officer"), visitor_as("case_officer", width=390)
    _write(one, draft, "goal", "Mål og grunnlag", TEXT)
    page = _write(other, draft, "partnership", "Partnerskap", "Partene er likeverdige.")
    page.reload()
    expect(page.get_by_text(re.compile("skriver her nå")).first).to_be_attached()
    assert values_of(draft.pk) == {"goal": f"<p>{TEXT}</p>", "partnership": "<p>Partene er likeverdige.</p>"}


def test_the_plain_field_behind_the_editor_is_not_seen(visitor_as: Visit, draft: Plan) -> None:
    page = visitor_as("case_officer").goto(f"/nordland/plan/{draft.pk}/skriv/goal/")
    expect(page.get_by_role("textbox", name="Mål og grunnlag")).to_be_visible()
    box = page.locator("textarea[data-rich]").bounding_box()
    assert box is not None and max(box["width"], box["height"]) <= 1


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_every_page_of_a_plan(visitor_as: Visit, draft: Plan, width: int, language: str) -> None:
    officer, here = visitor_as("case_officer", width=width, language=language), f"/nordland/plan/{draft.pk}/"
    tails = ("", "endre/", "sett-i-kraft/", "forkast/", "skriv/goal/", "historikk/", "kapitler/", "kapitler/goal/navn/")
    more = ("kapitler/goal/ut/", "temaer/", "temaer/ny/", "temaer/lek/endre/", "temaer/lek/ut/")
    for address in ("/nordland/plan/", "/nordland/plan/ny/", *(f"{here}{tail}" for tail in (*tails, *more))):
        officer.goto(address)


def test_a_plan_comes_into_force_and_everybody_can_read_it(visitor_as: Visit, draft: Plan) -> None:
    officer = visitor_as("case_officer")
    for chapter in draft.outline:
        _write(officer, draft, chapter["code"], chapter["title"], TEXT)
    officer.goto(f"/nordland/plan/{draft.pk}/")
    page = officer.follow("Sett i kraft")
    officer.press("Sett i kraft")
    expect(page.get_by_role("link", name=re.compile("Dagen planen ble vedtatt"))).to_be_visible()
    page.get_by_label("Vedtatt dato").fill("2026-03-12")
    officer.press("Sett i kraft")
    expect(page.get_by_text("Planen gjelder nå.")).to_be_visible()
    reader = visitor_as(None, width=390).goto(f"/nordland/plan/{draft.pk}/")
    expect(reader.get_by_text(TEXT).first).to_be_visible()
    expect(reader.get_by_text("Alle leker.")).to_be_visible()


def test_themes_change_places_by_keys_and_focus_stays(visitor_as: Visit, draft: Plan, person_as: Any) -> None:
    add(draft, person_as("case_officer"), "natur", "Natur")
    page = visitor_as("case_officer").goto(f"/nordland/plan/{draft.pk}/temaer/")
    page.get_by_role("button", name="Flytt «Natur» opp").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Natur")
    assert page.evaluate("location.hash") == "#theme-natur"
