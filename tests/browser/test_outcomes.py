"""A grant's report from the day it opens to the office's answer, and what the employees say, at two widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.services.open_reports import open_reports
from fordel.outcomes.services.parts import confirm_part
from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.pulse.models import Pulse
from fordel.pulse.selectors.codes import codes_of
from fordel.shared.clock import now
from tests.browser.conftest import Visitor
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted
from tests.outcomes.conftest import at_time
from tests.outcomes.reports import OPENS, answers, at, office_at, part_of, write
from tests.pulse.pulses import QUESTIONS, closed, opened

__all__ = ["approved", "approver", "at_time", "issued", "officer", "proposal", "scenario", "submitted"]
pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
NAME_OF_FOCUS = """() => {
    const here = document.activeElement
    const name = here.labels?.[0]?.textContent || here.getAttribute("aria-label") || here.textContent
    return here === document.body ? "(nothing)" : name.trim().replace(/\\s+/g, " ").slice(0, 80)
}"""


def _person_at(place: Organisation) -> Person:
    return RoleAssignment.objects.filter(organisation=place).order_by("pk")[0].person


def _look(visitor: Visitor, address: str, words: str) -> Page:
    page = visitor.goto(address)
    expect(page.locator("body")).to_contain_text(words)
    return page


def test_a_report_is_written_by_two_sent_questioned_and_approved(
    visitor_as: Visit,
    issued: Any,
    at_time: Callable[..., None],
) -> None:
    at_time(OPENS)
    open_reports(issued.round_id)
    outcome = OutcomeReport.objects.filter(parties__role="partner").order_by("report__number")[0]
    partner_place = outcome.parties.get().organisation
    owner = visitor_as("owner", width=390, organisation=outcome.report.owner)
    partner = visitor_as("partner", organisation=partner_place, language="nn")
    office = visitor_as("case_officer")

    _look(owner, "/", outcome.report.title[:30])
    _look(owner, at("report", outcome), "Fra vedtaket")
    page = owner.goto(at("part", outcome, section="about"))
    page.get_by_label("Ja, slik vi planla").check()
    page.get_by_label("Hvor mange ansatte deltok?").fill("24")
    page.keyboard.press("Tab")
    for section in ("signs", "accounts", "learned"):
        owner.goto(at("part", outcome, section=section))
    expect(owner.goto(at("part", outcome, section="about")).get_by_label("Ja, slik vi planla")).to_be_checked()
    writer = _person_at(outcome.report.owner)
    values = answers(outcome, unused=5000)
    write(outcome, values, writer, outcome.report.owner_id)

    own = _person_at(partner_place)
    partner.goto(at("part", outcome, section=f"party-{partner_place.pk}"))
    write(outcome, part_of(partner_place.pk), own, partner_place.pk)
    partner.goto(at("check", outcome))
    partner.press("Stadfest vår del")

    owner.goto(at("check", outcome))
    owner.press("Send rapporten")

    listed = outcome.round.where
    _look(office, f"/{listed['office']}/{listed['scheme']}/{listed['year']}/rapporter/", outcome.report.title[:30])
    page = _look(office, office_at("report", outcome), "Fra behov til måloppnåelse")
    page.locator("textarea[name='message']").fill("Hvorfor ble samlingen avlyst?")
    office.press("Send til eieren")
    page = _look(owner, at("report", outcome), "Hvorfor ble samlingen avlyst?")
    page.locator("textarea[name='answer']").fill("Været stengte veien.")
    owner.press("Send")
    _look(office, office_at("report", outcome), "Været stengte veien.")
    page = office.follow("Godkjenn rapporten")
    page.locator("textarea[name='answer']").fill("Takk for god rapport.")
    office.press("Godkjenn rapporten")
    _look(owner, at("report", outcome), "Takk for god rapport.")
    unused = f"/{listed['office']}/{listed['scheme']}/{listed['year']}/rapporter/ubrukt/"
    _look(office, unused, "5 000 kroner er ikke brukt")


def _reach(page: Page, words: str, key: str = "Tab") -> None:
    """Presses the key until what has focus is named with the words, and shows that it has focus."""
    passed = []
    for _step in range(90):
        page.keyboard.press(key)
        passed.append(page.evaluate(NAME_OF_FOCUS))
        if words in passed[-1]:
            return
    raise AssertionError(f"{key} does not lead to «{words}» but through {passed}")


def _enter(page: Page, words: str) -> None:
    """Goes to the link or button and presses it; the next page has focus where a page begins."""
    _reach(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_report_is_written_sent_and_approved_by_keys_alone(
    visitor_as: Visit, issued: Any, at_time: Callable[..., None], person_as: Callable[..., Person]
) -> None:
    at_time(OPENS)
    open_reports(issued.round_id)
    outcome = OutcomeReport.objects.order_by("report__number")[0]
    owner, office = visitor_as("owner", organisation=outcome.report.owner), visitor_as("case_officer")
    writer = _person_at(outcome.report.owner)
    write(outcome, answers(outcome, unused=5000), writer, outcome.report.owner_id)
    for party in outcome.parties.all():
        person = person_as("partner", organisation=party.organisation)
        write(outcome, part_of(party.organisation_id), person, party.organisation_id)
        confirm_part(outcome.pk, party.organisation_id, person, now())

    page = owner.goto("/")
    _enter(page, outcome.report.title[:30])
    _enter(page, "Slik gikk det")
    _reach(page, "Ja, slik vi planla")
    page.keyboard.press("Space")
    _reach(page, "Hvor mange ansatte deltok?")
    page.keyboard.press("Control+A")
    page.keyboard.type("31")
    page.keyboard.press("Tab")
    expect(page.locator("[data-save-words]")).to_contain_text("Alt er lagret")
    _enter(page, "Kontroller")
    _enter(page, "Send rapporten")
    owner.check()

    page = office.goto(office_at("report", outcome))
    _enter(page, "Godkjenn rapporten")
    _reach(page, "Kort svar")
    page.keyboard.type("Takk.")
    _enter(page, "Godkjenn rapporten")
    office.check()
    outcome.refresh_from_db()
    assert outcome.state == "approved"


def test_six_phones_answer_and_four_are_not_shown(visitor_as: Visit, issued: Any) -> None:
    measure = issued.awards.filter(amount__gt=0).order_by("report__number")[0].report
    owner = visitor_as("owner", organisation=measure.owner)
    leader = _person_at(measure.owner)
    start = opened(measure, leader)
    page = f"/puls/tiltak/{measure.pk}/"
    _look(owner, page, "0 av 12 har svart")
    phone = visitor_as(None, width=390)
    for code in codes_of(start)[:4]:
        _answer(phone, code)
    closed(Pulse.objects.get(pk=start.pk))
    _look(owner, page, "færre enn fem svar")
    end = opened(measure, leader, "end")
    for code in codes_of(end)[:6]:
        _answer(phone, code)
    closed(Pulse.objects.get(pk=end.pk))
    _look(owner, page, "Snittet er 4,0 av 5. 6 svar.")
    narrow = visitor_as("owner", width=390, language="nn", organisation=measure.owner)
    _look(narrow, page, "6 svar")
    _look(narrow, "/mine/puls/", measure.title)


def _answer(phone: Visitor, code: str) -> None:
    """By hand from the card: the code, five answers with the keys alone, and thanks."""
    page = phone.goto("/puls/")
    page.get_by_label("Kode", exact=True).fill(code)
    phone.press("Gå til spørsmålene")
    for question in QUESTIONS:
        page.locator(f"input[name='{question}']").first.focus()
        for _step in range(3):
            page.keyboard.press("ArrowDown")
    phone.press("Send svaret")
    expect(page.get_by_role("status")).to_contain_text("Takk for svaret")
