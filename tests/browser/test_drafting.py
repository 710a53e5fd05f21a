"""An owner writes a report in a real browser: nothing is lost, whoever else writes and whatever happens to the line."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.reports.drafting.services.drafts import start_draft
from fordel.reports.models import ReportDraft
from fordel.writing.models import Field
from tests.browser.conftest import Visitor
from tests.reports.drafting.conftest import (
    empty_draft,
    hamaroy,
    january,
    marit,
    ready_draft,
    set_time,
    uit,
)

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile("Alt er lagret")
AWAY = re.compile("ligger trygt i nettleseren")


def value_of(draft: ReportDraft, key: str) -> Any:
    return Field.objects.filter(document=draft.pk, key=key).values_list("value", flat=True).first()


def open_part(visitor: Visitor, draft: ReportDraft, part: str) -> None:
    visitor.goto(f"/mine/utkast/{draft.pk}/del/{part}/")


def words(visitor: Visitor) -> Any:
    return visitor.page.locator("[data-save-words]")


def both_write(draft: ReportDraft, first: tuple[Visitor, str], second: tuple[Visitor, str]) -> None:
    """`second` writes before she can know what `first` wrote: her line is away until that is saved."""
    (one, text), (other, their_text) = first, second
    other.line(is_there=False)
    for visitor, value, state in ((other, their_text, AWAY), (one, text, SAVED)):
        visitor.page.get_by_label("Hva er målet?").fill(value)
        visitor.page.get_by_label("Hva er målet?").blur()
        expect(words(visitor)).to_have_text(state)
    assert value_of(draft, "goal") == text
    other.line(is_there=True)


@pytest.fixture
def owner_at(nordland: Any, january: datetime, hamaroy: Any, visitor_as: Any) -> Callable[..., Visitor]:
    """`owner_at(width)` is a new person at Hamarøy at a browser."""

    def make(width: int = 1280) -> Visitor:
        found: Visitor = visitor_as("owner", organisation=hamaroy, width=width)
        return found

    return make


@pytest.fixture
def draft(nordland: Any, january: datetime, hamaroy: Any, person_as: Any) -> ReportDraft:
    return start_draft(nordland, hamaroy, person_as("owner", organisation=hamaroy))


@pytest.mark.parametrize("width", [1280, 390])
def test_what_is_typed_is_saved_without_asking(owner_at: Any, draft: ReportDraft, width: int) -> None:
    owner = owner_at(width)
    open_part(owner, draft, "goal")
    owner.page.get_by_label("Hva er målet?").fill("Alle barn møter en skole som er klar.")
    expect(words(owner)).to_have_text(re.compile("ikke er lagret ennå"))
    expect(words(owner)).to_have_text(SAVED)
    assert value_of(draft, "goal") == "Alle barn møter en skole som er klar."
    owner.page.get_by_label("Hvilken praksis skal endres?").fill("Felles planlegging")
    owner.page.get_by_label("Hvilken praksis skal endres?").blur()
    expect(words(owner)).to_have_text(SAVED)
    assert value_of(draft, "change_of_practice") == "Felles planlegging"
    owner.check()


def test_two_colleagues_write_at_the_same_time(owner_at: Any, draft: ReportDraft) -> None:
    marit, lars = owner_at(), owner_at(390)
    open_part(marit, draft, "goal")
    open_part(lars, draft, "goal")
    marit.page.get_by_label("Hva er målet?").fill("Marit begynner")
    expect(words(marit)).to_have_text(SAVED)
    lars.page.get_by_label("Hva skal dere gjøre, og når?").fill("Lars sin plan")
    expect(words(lars)).to_have_text(SAVED)
    assert (value_of(draft, "goal"), value_of(draft, "activities")) == ("Marit begynner", "Lars sin plan")
    expect(lars.page.locator("[data-presence]")).to_contain_text("skriver i «Mål og tiltak» nå")
    expect(lars.page.get_by_label("Hva er målet?")).to_have_value("Marit begynner")
    both_write(draft, (lars, "Lars endrer målet"), (marit, "Marit fortsetter"))
    block = marit.page.locator("[data-conflict=goal]")
    expect(block).to_contain_text("endret dette feltet mens du skrev")
    expect(block).to_contain_text("Lars endrer målet")
    expect(block).to_contain_text("Marit fortsetter")
    marit.check()
    assert value_of(draft, "goal") == "Lars endrer målet"
    block.get_by_role("button", name="Bruk min tekst").click()
    expect(words(marit)).to_have_text(SAVED)
    expect(block).to_have_count(0)
    assert value_of(draft, "goal") == "Marit fortsetter"


def test_a_conflict_can_be_settled_after_the_page_is_opened_again(owner_at: Any, draft: ReportDraft) -> None:
    marit, lars = owner_at(), owner_at()
    open_part(marit, draft, "goal")
    open_part(lars, draft, "goal")
    both_write(draft, (lars, "Fra Lars"), (marit, "Fra Marit"))
    expect(marit.page.locator("[data-conflict=goal]")).to_be_visible()
    open_part(marit, draft, "goal")
    block = marit.page.locator("[data-conflict=goal]")
    expect(block).to_contain_text("Fra Marit")
    block.get_by_role("button", name="Bruk denne teksten").click()
    expect(block).to_have_count(0)
    expect(words(marit)).to_have_text(SAVED)
    open_part(marit, draft, "goal")
    expect(marit.page.get_by_label("Hva er målet?")).to_have_value("Fra Lars")
    expect(marit.page.locator("[data-conflict=goal]")).to_have_count(0)


def test_a_lost_line_loses_nothing(owner_at: Any, draft: ReportDraft) -> None:
    owner = owner_at()
    open_part(owner, draft, "need")
    owner.line(is_there=False)
    owner.page.get_by_label("Hva er behovet?").fill("Skrevet uten nett")
    owner.page.get_by_label("Hva er behovet?").blur()
    expect(words(owner)).to_have_text(AWAY)
    assert value_of(draft, "need_text") is None
    owner.line(is_there=True)
    expect(words(owner)).to_have_text(SAVED)
    assert value_of(draft, "need_text") == "Skrevet uten nett"


def test_a_browser_that_is_closed_in_the_middle_brings_the_text_back(owner_at: Any, draft: ReportDraft) -> None:
    owner = owner_at()
    open_part(owner, draft, "need")
    owner.line(is_there=False)
    owner.page.get_by_label("Hva er behovet?").fill("Strømmen gikk")
    owner.page.close()
    owner.line(is_there=True)
    owner.page = owner.context.new_page()
    owner.page.goto(f"{owner.address}/mine/utkast/{draft.pk}/del/goal/")
    expect(words(owner)).to_have_text(SAVED)
    assert value_of(draft, "need_text") == "Strømmen gikk"


def test_an_expired_session_keeps_the_text(owner_at: Any, draft: ReportDraft) -> None:
    owner = owner_at()
    open_part(owner, draft, "need")
    (session,) = [cookie for cookie in owner.context.cookies() if cookie["name"] == "sessionid"]
    owner.context.clear_cookies(name="sessionid")
    owner.page.get_by_label("Hva er behovet?").fill("Etter pausen")
    owner.page.get_by_label("Hva er behovet?").blur()
    expect(words(owner)).to_contain_text("Du er logget ut")
    assert value_of(draft, "need_text") is None
    owner.context.add_cookies([{"name": "sessionid", "value": session["value"], "url": owner.address}])
    owner.page.get_by_role("button", name="Prøv igjen nå").click()
    expect(words(owner)).to_have_text(SAVED)
    assert value_of(draft, "need_text") == "Etter pausen"


def test_the_budget_adds_up_while_typing(owner_at: Any, ready_draft: ReportDraft) -> None:
    owner = owner_at(390)
    open_part(owner, ready_draft, "partners")
    cell = owner.page.get_by_label("Hamarøy kommune, Vurdere behov og planlegge, 2026")
    cell.fill("kr 44.000,-")
    expect(owner.page.locator("[data-year-sum='2026']")).to_have_text("800 000")
    owner.press("Kontroller svarene")
    expect(owner.page.get_by_role("alert")).to_contain_text(
        "Fordel 12 379 kroner til i 2026. Budsjettet skal bli 812 379."
    )
    owner.follow("Fordel 12 379 kroner til i 2026. Budsjettet skal bli 812 379.")
    expect(owner.page.locator(".field-error")).to_contain_text("Det mangler 12 379 kroner i 2026.")
    owner.page.get_by_label("Hamarøy kommune, Vurdere behov og planlegge, 2026").fill("56 379")
    owner.press("Kontroller på nytt")
    owner.press("Send behovsmeldingen")
    expect(owner.page.get_by_text("Vi mottok behovsmelding 1")).to_be_visible()


def test_without_script_everything_can_be_done(browser: Any, owner_at: Any, draft: ReportDraft) -> None:
    owner = owner_at()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(owner.context.cookies())
    page = context.new_page()
    page.goto(f"{owner.address}/mine/utkast/{draft.pk}/del/about/")
    page.get_by_label("Hva heter tiltaket?").fill("Uten skript")
    page.get_by_label("Skole", exact=True).check()
    page.get_by_label("Ett år").check()
    page.get_by_role("button", name="Neste: Behov og nåsituasjon").click()
    expect(page).to_have_url(re.compile("/del/need/$"))
    assert (value_of(draft, "title"), value_of(draft, "target_group")) == ("Uten skript", "school")
    page.goto(f"{owner.address}/mine/utkast/{draft.pk}/del/participants/")
    page.get_by_label("Hvor mange ansatte deltar?").fill("førti")
    page.get_by_role("button", name="Neste: Partnere og budsjett").click()
    expect(page).to_have_title(re.compile("^Feil:"))
    assert "«førti» er ikke et helt tall" in page.content()
    assert page.get_by_label("Hvor mange ansatte deltar?").input_value() == "førti"
    context.close()


def test_an_answer_brings_the_question_that_follows_from_it(owner_at: Any, draft: ReportDraft, browser: Any) -> None:
    owner = owner_at(390)
    open_part(owner, draft, "sami")
    owner.page.get_by_role("radio", name="Ja").check()
    owner.page.get_by_label("Hva er det samiske perspektivet?").fill("Lulesamisk språk")
    expect(words(owner)).to_have_text(SAVED)
    assert value_of(draft, "sami_text") == "Lulesamisk språk"
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(owner.context.cookies())
    page = context.new_page()
    page.goto(f"{owner.address}/mine/utkast/{draft.pk}/del/employees_part/")
    page.get_by_role("radio", name="Nei").check()
    page.get_by_role("button", name="Neste").click()
    assert page.get_by_label("Hvorfor har de ikke medvirket, og hva gjør dere med det?").is_visible()
    context.close()
