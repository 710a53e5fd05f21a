"""A document is written by keys alone: focus is never lost, and no page is loaded again when a field changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any, Final

import pytest
from playwright.sync_api import Route, expect

from fordel.core.form.definition import read_form
from fordel.parties.models import Person
from fordel.reports.models import ReportDraft
from fordel.shared.clock import now
from fordel.writing.models import Document
from fordel.writing.plugs.kinds import Opening
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import begin_document
from fordel.writing.services.save_fields import Edit, save_fields
from tests.browser.conftest import Visitor
from tests.browser.focus import Keys
from tests.reports.drafting.conftest import empty_draft, hamaroy, january, marit, ready_draft, set_time, uit
from tests.support.where import HOME
from tests.writing import pages, toy

pytestmark = pytest.mark.django_db(transaction=True)
SAVED: Final = re.compile("Alt er lagret")
FIRST: Final = "#draft-form [data-version]"


def saved(keys: Keys) -> None:
    expect(keys.page.locator("[data-save-words]")).to_have_text(SAVED)


@pytest.fixture
def visitor(settings: Any, monkeypatch: pytest.MonkeyPatch, nordland: Any, visitor_as: Any) -> Visitor:
    settings.ROOT_URLCONF = "tests.writing.pages"
    monkeypatch.setattr(toy.Wishes, "opening", lambda *_anything: Opening())
    found: Visitor = visitor_as("case_officer")
    return found


@pytest.fixture
def letter(visitor: Visitor) -> Document:
    return begin_document(pages.KIND, None, now())


@pytest.fixture
def bo(letter: Document) -> Person:
    return Person.objects.create_user("bo@example.org", "Bo Eng")


def at_wishes(visitor: Visitor, letter: Document, field: str) -> Keys:
    keys = Keys(visitor.goto(f"/onsker/{letter.pk}/del/wishes/"))
    keys.focus(field)
    return keys


@contextmanager
def decided(keys: Keys) -> Iterator[None]:
    """Waits until the questions that follow from an answer are there: the task list is new when they are."""
    keys.page.locator(".draft-steps li").first.evaluate("step => step.dataset.isOld = ''")
    yield
    expect(keys.page.locator("[data-is-old]")).to_have_count(0)


def walk(keys: Keys, key: str, *, answers: bool) -> list[str]:
    """Goes from the field that has focus through every field of the form, and returns their names."""
    names: list[str] = []
    while (here := keys.here)["inForm"] and here["kind"] != "submit" and len(names) < 200:
        if here["isField"]:
            names.append(here["name"])
        if here["isField"] and answers:
            with decided(keys) if here["decides"] else nullcontext():
                keys.answer()
                before = keys.here
            assert keys.here == before, before
        keys.press(key)
    return names


@pytest.mark.parametrize("width", [1280, 390])
def test_every_field_of_a_report_is_reached_and_answered(
    visitor_as: Any, ready_draft: ReportDraft, hamaroy: Any, width: int
) -> None:
    owner = visitor_as("owner", organisation=hamaroy, width=width)
    page = owner.goto(f"/mine/utkast/{ready_draft.pk}/del/about/")
    keys, seen = Keys(page), []
    parts = page.locator("[data-step]").evaluate_all("steps => steps.map(step => step.dataset.step)")
    for part in parts:
        owner.goto(f"/mine/utkast/{ready_draft.pk}/del/{part}/")
        if page.locator(FIRST).count() == 0:
            continue
        keys.focus(FIRST)
        there = walk(keys, "Tab", answers=True)
        saved(keys)
        keys.press("Shift+Tab")
        back = walk(keys, "Shift+Tab", answers=False)
        assert set(back) == set(there), part
        keys.kept()
        seen.append(part)
    assert len(seen) >= 6 and owner.errors == []


def test_questions_that_come_and_go_leave_focus_where_the_key_put_it(visitor: Visitor, letter: Document) -> None:
    keys = at_wishes(visitor, letter, "#f-why")
    page = keys.page
    page.keyboard.type("x")
    page.locator("#f-more-no").focus()
    with decided(keys):
        keys.press("Space")
    assert keys.here["id"] == "f-more-no"
    with decided(keys):
        keys.press("ArrowUp")
    expect(page.get_by_role("textbox", name="what")).to_be_visible()
    assert keys.here["id"] == "f-more-yes"
    names = walk(keys, "Tab", answers=False)
    assert names == ["more", "what", "colours"]
    keys.press("Shift+Tab")
    assert keys.here["name"] == "colours"
    keys.kept()


def test_focus_in_a_question_that_goes_comes_back_to_what_decided_it(visitor: Visitor, letter: Document) -> None:
    keys = at_wishes(visitor, letter, "#f-more-yes")
    page, held = keys.page, []
    keys.press("Space")
    expect(page.get_by_role("textbox", name="what")).to_be_visible()

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("/del/wishes/$"), hold)
    with page.expect_request(re.compile("/del/wishes/$")):
        keys.press("ArrowDown")
    keys.press("Tab")
    assert keys.here["id"] == "Fet", "the tools of the question that is to go"
    held.pop().continue_()
    expect(page.get_by_role("textbox", name="what")).to_have_count(0)
    expect(page.locator("#f-more-no")).to_be_focused()
    keys.kept()


@pytest.mark.parametrize(
    ("field", "theirs", "mine"), [("wish", "Fra Bo", "7"), ("more", "no", "yes"), ("colours", ["red"], [])]
)
def test_a_conflict_that_arrives_takes_no_focus_and_gives_it_back(
    visitor: Visitor, letter: Document, bo: Person, field: str, theirs: Any, mine: Any
) -> None:
    first = {"wish": "#f-wish", "more": "#f-more-yes", "colours": "#f-colours-red"}[field]
    keys = at_wishes(visitor, letter, first)
    page = keys.page
    save_fields(pages.KIND, letter.pk, bo, [Edit(field, theirs, 0)], now())
    if field == "colours":  # ticked and not: an answer that differs from the one that Bo has given
        keys.press("Space", "Space")
    elif field == "more":
        keys.press("Space")
    else:
        keys.answer()
    block = page.locator(f"[data-conflict={field}]")
    expect(block).to_be_visible()
    assert keys.here["name"] == field
    keys.kept()
    keys.go("Tab", "Bruk min tekst")
    keys.press("Enter")
    expect(block).to_have_count(0)
    saved(keys)
    assert keys.here["name"] == field
    assert values_of(letter.pk)[field] == mine
    keys.kept()


def test_a_save_that_fails_keeps_focus_and_trying_again_gives_it_back(visitor: Visitor, letter: Document) -> None:
    keys = at_wishes(visitor, letter, "#f-wish")
    page, answers = keys.page, [500, 403, 422]

    def refuse(route: Route) -> None:
        route.fulfill(status=answers.pop(0), content_type="text/html", body="") if answers else route.continue_()

    page.route(re.compile("/lagre/"), refuse)
    page.keyboard.type("Ski")
    again = page.get_by_role("button", name="Prøv igjen nå")
    expect(again).to_be_visible()
    assert keys.here["id"] == "f-wish"
    keys.go("Shift+Tab", "save-again")
    while answers:
        with page.expect_response(re.compile("/lagre/")):
            keys.press("Enter")
        expect(page.locator("[data-save-state]")).to_have_attribute("data-save-state", "failed")
        expect(again).to_be_focused()
    keys.press("Enter")
    saved(keys)
    expect(page.locator("#f-wish")).to_be_focused()
    expect(again).to_have_count(0)
    assert values_of(letter.pk) == {"wish": "Ski"}
    keys.kept()


def test_an_answer_that_asks_for_attachments_brings_them_without_loading_the_page(
    visitor: Visitor, letter: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = [
        toy._question("thanks", "text", required=False),
        toy._question("draws", "yes_no", required=False),
        toy._question("drawings", "attachments", required=False, when={"draws": ["yes"]}),
    ]
    part = {"code": "thanks", "title": toy._said("Takk"), "questions": questions}
    form = read_form(
        {"form": {"parts": [part]}, "limits": {"attachment_megabytes": 1, "attachments_most": 2}},
    )
    monkeypatch.setattr(toy, "WISHES", form)
    monkeypatch.setattr(pages, "WISHES", form)
    page = visitor.goto(f"/onsker/{letter.pk}/del/thanks/")
    keys = Keys(page)
    keys.focus("#f-thanks")
    page.keyboard.type("Takk")
    keys.press("Tab", "Space")
    expect(page.locator("#f-drawings")).to_be_visible()
    assert keys.here["id"] == "f-draws-yes"
    keys.press("ArrowDown")
    expect(page.locator("#f-drawings")).to_have_count(0)
    assert keys.here["id"] == "f-draws-no"
    keys.press("ArrowUp")
    page.get_by_label("Legg til vedlegg").set_input_files(
        {"name": "ski.txt", "mimeType": "text/plain", "buffer": b"Ski"}
    )
    expect(page.get_by_role("link", name="ski.txt")).to_have_count(0)
    keys.kept()
    assert visitor.errors == []


def test_a_distribution_is_computed_under_the_fingers(visitor_as: Any, imported: Any) -> None:
    page = visitor_as("case_officer").goto(f"{HOME}fordeling/")
    keys = Keys(page)
    keys.focus("#reserve")
    without = page.locator("#tool :is(input, select):not([type=hidden]):not([id])")
    assert without.count() == 0, "a control without an id loses focus when its part is replaced"
    done: set[str] = set()
    while page.locator("#tool :focus").count() and len(done) < 40:
        here = keys.here
        if here["id"] in done or here["kind"] not in ("text", "range", "radio", "checkbox", "select-one"):
            keys.press("Tab")
            continue
        done.add(here["id"])
        with page.expect_response(re.compile("/fordeling/")):
            keys.answer()
            if here["kind"] == "text":  # it has changed when it is left
                keys.press("Tab")
        after = keys.here
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
        assert keys.here == after
    assert {"reserve", "reserve-slider"} <= done
    keys.kept()


def test_an_amount_that_cannot_be_read_is_explained_under_the_fingers(visitor_as: Any, imported: Any) -> None:
    visitor = visitor_as("case_officer")
    page = visitor.goto(f"{HOME}fordeling/")
    keys = Keys(page)
    keys.focus("#reserve")
    keys.press("Control+A")
    page.keyboard.type("førti")
    keys.press("Tab")
    expect(page.locator("#reserve-error")).to_be_visible()
    assert keys.here["id"] == "reserve-slider"
    expect(page.locator("#reserve")).to_have_value("førti")
    expect(page.locator("#reserve")).to_have_attribute("aria-describedby", "reserve-error")
    keys.kept()
    visitor.check()
