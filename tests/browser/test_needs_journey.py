"""From a draft to a report that is ready for the forum: at a desk, on a phone, and by keyboard alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.reports.models import DraftParty, NeedsReport, ReportDraft
from tests.browser.conftest import Visitor
from tests.reports.drafting.conftest import hamaroy, january, set_time, uit, write
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = re.compile("Alt er lagret")
TEXTS = {
    "need_text": "Overgangen er ulik fra skole til skole.",
    "how_found": "Kartlegging i alle enheter.",
    "goal": "Barna møter en skole som er klar.",
    "change_of_practice": "Felles planlegging.",
    "activities": "Høst: samlinger. Vår: utprøving.",
    "units": "Hamarøy skole",
    "employees": "42",
    "children": "310",
    "employees_took_part": "yes",
    "how_took_part": "Personalmøter.",
    "sami_perspective": "no",
}


def saved(visitor: Visitor) -> None:
    expect(visitor.page.locator("[data-save-words]")).to_have_text(SAVED)


def begin(owner: Visitor) -> ReportDraft:
    """The owner begins a report and answers the first part."""
    owner.goto("/mine/utkast/ny/")
    owner.press("Begynn på en tom melding")
    page = owner.page
    page.get_by_label("Hva heter tiltaket?").fill("Overgang barnehage–skole")
    page.get_by_role("radio", name="Skole", exact=True).check()
    page.get_by_role("radio", name="Ett år").check()
    owner.press("Neste: Behov og nåsituasjon")
    return ReportDraft.objects.get()


def add_and_ask(owner: Visitor, draft: ReportDraft) -> DraftParty:
    owner.goto(f"/mine/utkast/{draft.pk}/del/partners/")
    owner.page.get_by_label("Partner", exact=True).select_option(label="UiT Norges arktiske universitet")
    owner.press("Legg til partneren")
    party = DraftParty.objects.get()
    owner.page.get_by_label("2026", exact=True).fill("500 000")
    owner.page.get_by_label("Hamarøy kommune, Gjennomføre, 2026").fill("200 000")
    owner.page.get_by_label("UiT Norges arktiske universitet, Gjennomføre, 2026").fill("300 000")
    owner.page.get_by_label("UiT Norges arktiske universitet, Gjennomføre, 2026").blur()
    saved(owner)
    owner.page.get_by_role("button", name="Be dem bekrefte").click()
    expect(owner.page.locator(".party")).to_contain_text("Spurt")
    owner.check()
    return party


def state(party: DraftParty) -> str:
    return str(DraftParty.objects.values_list("state", flat=True).get(pk=party.pk))


@pytest.mark.parametrize("width", [1280, 390])
def test_from_draft_to_ready_for_the_forum(
    visitor_as: Any,
    nordland: Any,
    january: Any,
    hamaroy: Any,
    uit: Any,
    person_as: Any,
    width: int,
) -> None:
    owner = visitor_as("owner", organisation=hamaroy, width=width)
    colleague = visitor_as("owner", organisation=hamaroy, width=width)
    partner = visitor_as("partner", organisation=uit, width=width)
    draft = begin(owner)
    colleague.goto(f"/mine/utkast/{draft.pk}/del/goal/")
    colleague.page.get_by_label("Hva er målet?").fill(TEXTS["goal"])
    owner.page.get_by_label("Hva er behovet?").fill(TEXTS["need_text"])
    saved(owner)
    saved(colleague)
    writer = colleague_of(draft)
    write(draft, writer, {key: text for key, text in TEXTS.items() if key not in ("goal", "need_text")})
    party = add_and_ask(owner, draft)
    partner.goto("/mine/bekreft/")
    partner.page.get_by_role("checkbox").first.check()
    partner.press("Bekreft de avkryssede")
    assert state(party) == "confirmed"
    owner.goto(f"/mine/utkast/{draft.pk}/del/partners/")
    expect(owner.page.locator(".party")).to_contain_text("Bekreftet")
    owner.page.get_by_label("UiT Norges arktiske universitet, Gjennomføre, 2026").fill("290 000")
    owner.page.get_by_label("Hamarøy kommune, Gjennomføre, 2026").fill("210 000")
    owner.page.get_by_label("Hamarøy kommune, Gjennomføre, 2026").blur()
    saved(owner)
    assert state(party) == "changed"
    partner.goto("/mine/bekreft/")
    expect(partner.page.locator("main")).to_contain_text(re.compile(r"300\s000.*290\s000"))
    partner.page.get_by_role("checkbox").first.check()
    partner.press("Bekreft de avkryssede")
    assert state(party) == "confirmed"
    owner.goto(f"/mine/utkast/{draft.pk}/kontroller/")
    owner.press("Send behovsmeldingen")
    report = NeedsReport.objects.get()
    assert (report.amount, report.partners.get().amount, report.state) == (500_000, 290_000, "submitted")
    ask_and_answer(visitor_as, owner, report, width)


def colleague_of(draft: ReportDraft) -> Any:
    assert draft.document.created_by is not None
    return draft.document.created_by


def ask_and_answer(visitor_as: Any, owner: Visitor, report: NeedsReport, width: int) -> None:
    """The office asks, the owner answers, and the report is found ready."""
    officer = visitor_as("case_officer", width=width)
    officer.goto(f"{HOME}behovsmeldinger/{report.number}/")
    officer.page.get_by_label("Skriv til eieren").fill("Hvilke enheter er med fra høsten?")
    officer.press("Send til eieren")
    owner.goto(f"/mine/melding/{report.pk}/")
    expect(owner.page.locator("main")).to_contain_text("Hvilke enheter er med fra høsten?")
    owner.page.get_by_label("Svaret deres").fill("Begge skolene.")
    owner.press("Send svaret")
    officer.goto(f"{HOME}behovsmeldinger/{report.number}/")
    expect(officer.page.locator("main")).to_contain_text("Begge skolene.")
    officer.press("Merk som klar for forumet")
    report.refresh_from_db()
    assert report.state == "accepted"
    officer.goto(f"{HOME}status/")
    expect(officer.page.locator("main")).to_contain_text("500 000")


def test_a_report_is_written_and_sent_by_keyboard_alone(
    visitor_as: Any,
    nordland: Any,
    january: Any,
    hamaroy: Any,
    uit: Any,
    person_as: Any,
) -> None:
    owner = visitor_as("owner", organisation=hamaroy)
    person_as("partner", organisation=uit)
    page = owner.page
    owner.goto("/mine/utkast/ny/")

    def reach(name: str, role: str) -> None:
        """Tabs on until the control with the name has focus."""
        for _ in range(120):
            page.keyboard.press("Tab")
            found = page.evaluate(
                "() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
                " return [(e.getAttribute('aria-label') || (l ? l.innerText : e.innerText) || '').trim(), e.tagName]; }"
            )
            if found[0].startswith(name) and (role == "any" or found[1] == role):
                return
        raise AssertionError(f"{name} cannot be reached with the Tab key on {page.url}")

    def press(name: str) -> None:
        reach(name, "BUTTON")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        owner.check()

    press("Begynn på en tom melding")
    reach("Hva heter tiltaket?", "INPUT")
    page.keyboard.type("Bare med tastaturet")
    reach("Barnehage", "INPUT")
    page.keyboard.press("ArrowDown")
    reach("Ett år", "INPUT")
    page.keyboard.press("Space")
    press("Neste: Behov og nåsituasjon")
    draft = ReportDraft.objects.get()
    assert draft.document.fields.get(key="target_group").value == "school"
    write(draft, colleague_of(draft), TEXTS)
    owner.goto(f"/mine/utkast/{draft.pk}/del/partners/")
    reach("Partner", "SELECT")
    page.keyboard.type("UiT")
    press("Legg til partneren")
    reach("2026", "INPUT")
    page.keyboard.type("500000")
    reach("Hamarøy kommune, Gjennomføre, 2026", "INPUT")
    page.keyboard.type("200000")
    reach("UiT Norges arktiske universitet, Gjennomføre, 2026", "INPUT")
    page.keyboard.type("300000")
    page.keyboard.press("Tab")
    saved(owner)
    page.reload()
    press("Be dem bekrefte")
    press("Kontroller svarene")
    press("Send behovsmeldingen")
    assert NeedsReport.objects.get().title == "Bare med tastaturet"
