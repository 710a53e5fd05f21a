"""A long-term plan in a browser: written by two at once, read by everybody, and corrected."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.meetings.services.plan_meeting import plan_meeting
from fordel.plan.models import Plan
from fordel.plan.services.adoption import enter_into_force
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.writing.selectors.fields import values_of
from tests.browser.conftest import Visitor
from tests.browser.plans import TEXT, write_chapter, write_chapters
from tests.plan.conftest import add, write_every_chapter

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]


@pytest.fixture
def draft(nordland: Any, person_as: Any) -> Plan:
    officer = person_as("case_officer")
    plan = start_plan(nordland.office, PlanFacts("Neste plan", ("kollektiv",), 2027, 2030, "nb"), officer)
    add(plan, officer, "lek", "Lek", goals={"nb": "Alle leker.", "nn": "Alle leikar."})
    return plan


def test_two_people_write_at_once_and_each_sees_the_other(visitor_as: Visit, draft: Plan) -> None:
    one, other = visitor_as("case_officer"), visitor_as("case_officer", width=390)
    write_chapter(one, draft, "goal", "Mål og grunnlag", TEXT)
    page = write_chapter(other, draft, "partnership", "Partnerskap", "Partene er likeverdige.")
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
    tails = (
        "",
        "endre/",
        "legg-fram/",
        "sett-i-kraft/",
        "versjoner/",
        "rettelser/",
        "forkast/",
        "skriv/goal/",
        "historikk/",
        "kapitler/",
        "kapitler/goal/navn/",
    )
    more = ("kapitler/goal/ut/", "temaer/", "temaer/ny/", "temaer/lek/endre/", "temaer/lek/ut/")
    for address in ("/nordland/plan/", "/nordland/plan/ny/", *(f"{here}{tail}" for tail in (*tails, *more))):
        officer.goto(address)


def test_a_plan_that_was_adopted_earlier_comes_into_force_and_everybody_can_read_it(
    visitor_as: Visit, draft: Plan
) -> None:
    officer = visitor_as("case_officer")
    write_chapters([officer], draft)
    officer.goto(f"/nordland/plan/{draft.pk}/")
    page = officer.follow("Den ble vedtatt tidligere: sett i kraft")
    officer.press("Sett i kraft")
    expect(page.get_by_role("link", name=re.compile("Dagen planen ble vedtatt"))).to_be_visible()
    page.get_by_label("Vedtatt dato").fill("2026-03-12")
    officer.press("Sett i kraft")
    expect(page.get_by_text("Planen gjelder nå.")).to_be_visible()
    reader = visitor_as(None, width=390).goto(f"/nordland/plan/{draft.pk}/")
    expect(reader.get_by_text(TEXT).first).to_be_visible()
    expect(reader.get_by_text("Alle leker.")).to_be_visible()


def test_a_slip_is_corrected_by_two_people(visitor_as: Visit, draft: Plan, person_as: Any) -> None:
    person = person_as("case_officer")
    write_every_chapter(draft, person, f"<p>{TEXT}</p>")
    enter_into_force(draft, date(2026, 3, 12), "Møtet", person)
    officer, approver = visitor_as("case_officer"), visitor_as("approver", width=390, language="nn")
    officer.goto(f"/nordland/plan/{draft.pk}/rettelser/")
    page = officer.follow("Rett en skrivefeil")
    page.get_by_label("Hvor er feilen?").select_option("text:goal")
    page.get_by_label("Ordene slik de står nå").fill("elever.")
    page.get_by_label("Det som skal stå i stedet").fill("elevene.")
    page.get_by_label("Hva var feil?").fill("Ordet manglet noe.")
    officer.press("Send til en annen person")
    approver.goto(f"/nordland/plan/{draft.pk}/rettelser/")
    approver.page.get_by_role("link", name=re.compile("Godkjenn rettinga")).click()
    approver.press("Gjer rettinga")
    reader = visitor_as(None).goto(f"/nordland/plan/{draft.pk}/")
    expect(reader.get_by_text("Ordet manglet noe.")).to_be_visible()
    officer.goto(f"/nordland/plan/{draft.pk}/versjoner/")


def test_themes_change_places_by_keys_and_focus_stays(visitor_as: Visit, draft: Plan, person_as: Any) -> None:
    add(draft, person_as("case_officer"), "natur", "Natur")
    page = visitor_as("case_officer").goto(f"/nordland/plan/{draft.pk}/temaer/")
    page.get_by_role("button", name="Flytt «Natur» opp").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Natur")
    assert page.evaluate("location.hash") == "#theme-natur"
