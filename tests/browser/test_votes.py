"""A vote in browsers: two members on phones, the secretary, and the wall of the meeting room."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember, Vote
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import Called, people_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import end_meeting, note_arrival, open_item
from fordel.meetings.services.plan_meeting import call_meeting, plan_meeting
from fordel.parties.models import Person, RoleAssignment
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.browser.conftest import Visitor
from tests.meetings.conftest import plan_for, start
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]


def _newest(role: str) -> Person:
    return RoleAssignment.objects.filter(role=role).latest("pk").person


def _seat(round_: Any, person: Person, group: str, label: str, organisation: int = 0) -> ForumMember:
    written = SeatInput(group, label, "", person.email, "", "", organisation, date(2026, 1, 1), None)
    return add_seat(round_.office, written, _newest("case_officer"))


def _meeting(round_: Any, officer: Person) -> Meeting:
    """In progress, everybody is there, and a case is open."""
    meeting = plan_meeting(round_.office, plan_for(title="Samarbeidsforum 12. mars"), officer)
    add_item(meeting, Case("Innkalling og habilitet"), officer)
    item = add_item(meeting, Case("Skal vi holde igjen midler?", "3 394 480 kroner er igjen.", 40), officer)
    report = NeedsReport.objects.get(round=round_, number=41)
    add_item(meeting, Case("Melding 41", "", 10, f"report:{report.pk}"), officer)
    people = [*people_of(meeting), Called(officer, "Sekretariatet", is_secretary=True)]
    call_meeting(meeting, people, officer)
    meeting = start(meeting, officer)
    note_arrival(meeting, [each.person.pk for each in people], officer)
    open_item(item, officer)
    return meeting


def _open_by_form(secretary: Visitor) -> None:
    """First without anything to choose between, which is said at the field."""
    page = secretary.page
    page.locator("#vote-open").click()
    page.wait_for_load_state()
    secretary.check()
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    secretary.check()
    expect(page.locator("#f-scenario-error")).to_be_visible()
    page.get_by_label("1 Ingen kutt").check()
    page.get_by_label("2 Likt kutt").check()
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    secretary.check()


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_two_members_and_the_secretary_vote(visitor_as: Visit, imported: Any, language: str) -> None:
    width = {"nb": 1280, "nn": 390}[language]
    secretary = visitor_as("case_officer", width=width, language=language)
    officer = _newest("case_officer")
    for name, spec in {"Ingen kutt": Specification(), "Likt kutt": Specification(method="equal")}.items():
        create_scenario(imported, name, spec, officer)
    owner = NeedsReport.objects.get(round=imported, number=41).owner
    first = visitor_as("forum_member", width=390, language=language)
    union = _seat(imported, _newest("forum_member"), "union", "Utdanningsforbundet")
    second = visitor_as("forum_member", width=390, language=language)
    _seat(imported, _newest("forum_member"), "public_owner", "Kommunene i Salten", owner.pk)
    wall = visitor_as("case_officer", language=language)
    meeting = _meeting(imported, officer)
    here = f"/nordland/moter/{meeting.pk}/"
    phones = [each.goto(here) for each in (first, second)]
    screen = wall.goto(f"{here}storskjerm/")
    page = secretary.goto(here)
    _open_by_form(secretary)
    assert page.locator(".vote button[id$=-close]").is_disabled()
    for phone in phones:
        expect(phone.locator(".vote-options")).to_be_visible()
    for visitor in (first, second, wall):
        visitor.check()
    phones[1].locator(".vote-options input").nth(1).check()  # half chosen, while the other votes
    phones[0].locator(".vote-options input").first.check()
    phones[0].locator("button[id$=-cast]").click()
    phones[0].wait_for_load_state()
    first.check()
    expect(phones[1].locator(".vote-seats li", has_text=union.label)).to_contain_text(re.compile("Har (stemt|røysta)"))
    assert phones[1].locator(".vote-options input").nth(1).is_checked()
    expect(screen.locator("#live-wall")).to_contain_text(re.compile("1 av 2 har"))
    expect(page.locator("#announced")).to_contain_text(re.compile("1 av 2 har"))  # read aloud
    phones[1].locator("button[id$=-cast]").click()
    phones[1].wait_for_load_state()
    assert phones[1].locator(".vote-options input").nth(1).is_checked()
    secretary.goto(f"/nordland/kollektiv/2026/avstemninger/{meeting.pk}/{Vote.objects.get().pk}/enig/")
    secretary.goto(here)
    close = page.locator(".vote button[id$=-close]")
    expect(close).to_be_enabled()
    close.click()
    page.wait_for_load_state()
    secretary.check()
    for shown in (screen.locator("#live-wall"), phones[0].locator("#live-panels"), page.locator("#live-panels")):
        expect(shown).to_contain_text(re.compile("Både «1 Ingen kutt» og «2 Likt kutt»|likt røystetal"))
    text = screen.locator("body").inner_text()
    names = [name for row in ForumMember.objects.values_list("label", "person__name") for name in row]
    assert not [name for name in names if name in text]
    for visitor in (first, second, wall):
        visitor.check()
    end_meeting(meeting, officer)
    for visitor in (first, secretary):
        expect(visitor.page.locator("#live-panels")).to_have_count(0)  # the meeting is held
        expect(visitor.page.locator(".vote-outcome")).to_be_visible()
        visitor.check()


def test_a_vote_needs_no_script(visitor_as: Visit, browser: Browser, live_server: Any, imported: Any) -> None:
    secretary, member = visitor_as("case_officer"), visitor_as("forum_member")
    _seat(imported, _newest("forum_member"), "union", "Utdanningsforbundet")
    meeting = _meeting(imported, _newest("case_officer"))
    here = f"{live_server.url}/nordland/moter/{meeting.pk}/"

    def without_script(visitor: Visitor) -> Page:
        context = browser.new_context(java_script_enabled=False)
        context.add_cookies(visitor.context.cookies())
        page = context.new_page()
        page.goto(here)
        return page

    office = without_script(secretary)
    office.locator("#vote-open").click()
    office.locator("#f-question").fill("Er forumet enig?")
    office.locator("#f-texts").fill("Ja\nNei")
    office.locator("main form button").first.click()
    phone = without_script(member)
    phone.locator(".vote-options input").first.check()
    phone.locator("button[id$=-cast]").click()
    office.goto(here)
    office.locator(".vote button[id$=-close]").click()
    phone.goto(here)
    assert "«Ja» fikk flertall: 1 av 1." in phone.locator(".vote").inner_text()
    for page in (office, phone):
        page.context.close()


def test_the_button_is_ready_when_the_announced_time_comes(visitor_as: Visit, imported: Any) -> None:
    """Nobody changes anything then, so the page asks of itself."""
    secretary = visitor_as("case_officer")
    visitor_as("forum_member")
    _seat(imported, _newest("forum_member"), "union", "Utdanningsforbundet")
    meeting = _meeting(imported, _newest("case_officer"))
    open_vote(meeting, imported, VoteInput("Er forumet enig?", texts=("Ja", "Nei"), minutes=1), _newest("case_officer"))
    Vote.objects.update(may_close_at=now() + timedelta(seconds=4))
    page = secretary.goto(f"/nordland/moter/{meeting.pk}/")
    close = page.locator(".vote button[id$=-close]")
    expect(close).to_be_enabled(timeout=10_000)
    close.click()
    page.wait_for_load_state()
    secretary.check()
    expect(page.locator(".vote")).to_contain_text("Det er stemmelikhet")
