"""Meetings in a browser: every page in two widths, and what the secretary shows is seen in another browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.find_date import offer_date
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import open_item
from fordel.meetings.services.plan_meeting import call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.shared.clock import now, today
from tests.browser.conftest import Visitor
from tests.meetings.conftest import on_its_day, plan_for, start
from tests.support.seats import seat_for
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
HERE = "/nordland/moter/"


@pytest.fixture
def meeting(nordland: Any) -> Meeting:
    made = plan_meeting(nordland.office, plan_for(kind="in_person", place="Statsforvalteren, Bodø"), None)
    first = add_item(made, Case("Innkalling og habilitet"), None)
    add_item(made, Case("Skal vi holde igjen midler?", "Tre alternativer.", 40), None)
    add_paper(made, "sak-1.txt", b"Sak 1", None, item=first)
    return made


def _call_everybody(meeting: Meeting) -> None:
    for each in Person.objects.filter(assignments__role="forum_member"):
        seat_for(each)
    people = Person.objects.order_by("pk")
    called = [Called(each, f"Sete {each.pk}", is_secretary=each.name.startswith("case")) for each in people]
    call_meeting(meeting, called, people.filter(assignments__role="case_officer").first())


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_every_page_from_plan_to_minutes(visitor_as: Visit, meeting: Meeting, width: int, language: str) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    member = visitor_as("forum_member", width=width, language=language)
    to_be_set = plan_meeting(meeting.office, plan_for(kind="to_be_set", starts_at=None, ends_at=None), None)
    offer_date(to_be_set, now() + timedelta(days=90), now() + timedelta(days=90, hours=3), None)
    page = f"{HERE}{meeting.pk}/"
    item = meeting.items.get(position=1)
    for path in (HERE, f"{HERE}nytt/", f"{HERE}{to_be_set.pk}/", page, f"{page}endre/", f"{page}avlys/"):
        officer.goto(path)
    for path in (f"{page}innkall/", f"{page}saker/{item.pk}/", f"{HERE}oppgaver/", "/kalender/"):
        officer.goto(path)
    _call_everybody(meeting)
    for path in (HERE, page, f"{HERE}{to_be_set.pk}/", "/kalender/"):
        member.goto(path)
    officer.goto(page)
    on_its_day(meeting)
    officer.goto(page)
    officer.take_step("Start møtet")
    officer.page.locator(".agenda form button").first.click()
    officer.page.wait_for_load_state()
    officer.check()
    officer.page.locator("#f-text-line").fill("Ingen var inhabile.")
    officer.press("Legg til")
    member.goto(page)
    member.goto(f"{page}storskjerm/")
    officer.take_step("Avslutt møtet")
    officer.goto(f"{page}referat/{meeting.minute_lines.last().pk}/")
    member.goto(page)


def test_what_the_secretary_shows_is_seen_in_other_browsers(visitor_as: Visit, meeting: Meeting) -> None:
    """On a member's phone and on the wall, by the conditional questions alone: nobody presses anything there."""
    secretary, member = visitor_as("case_officer"), visitor_as("forum_member", width=390)
    _call_everybody(meeting)
    on_its_day(meeting)
    page = f"{HERE}{meeting.pk}/"
    phone = member.goto(page)
    wall = visitor_as("case_officer")
    wall.goto(f"{page}storskjerm/")
    secretary.goto(page)
    secretary.take_step("Start møtet")
    expect(phone.locator("#live-screen")).to_be_visible()  # the page of a meeting that has begun
    secretary.page.locator("summary", has_text="Vis en tekst på skjermen").click()
    secretary.page.locator("#f-screen-heading").fill("Alternativ 2: likt kutt")
    secretary.press("Vis teksten")
    assert "Alternativ 2: likt kutt" in secretary.page.locator("#live-screen").inner_text()
    for visitor, place in ((member, "#live-screen"), (wall, "#live-wall")):
        assert visitor.page.evaluate("document.hidden") is False  # who does not look at the page does not ask
        expect(visitor.page.locator(place).get_by_text("Alternativ 2: likt kutt")).to_be_visible()
    size = wall.page.locator("#live-wall p").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    assert size >= 24
    member.check()
    wall.check()


def test_what_is_being_written_stays_while_the_meeting_goes_on(visitor_as: Visit, meeting: Meeting) -> None:
    secretary, other = visitor_as("case_officer"), visitor_as("case_officer")
    visitor_as("forum_member")
    _call_everybody(meeting)
    start(meeting, Person.objects.filter(assignments__role="case_officer").first())
    page = secretary.goto(f"{HERE}{meeting.pk}/")
    page.locator("#f-text-line").fill("Halvferdig setning")
    other.goto(f"{HERE}{meeting.pk}/")
    other.page.locator("#f-text-line").fill("Fra en annen.")
    other.press("Legg til")
    expect(page.locator("#live-minutes p", has_text="Fra en annen.")).to_be_visible()
    assert page.locator("#f-text-line").input_value() == "Halvferdig setning"


def test_focus_stays_in_a_part_that_somebody_else_changes(visitor_as: Visit, meeting: Meeting) -> None:
    secretary = visitor_as("case_officer")
    visitor_as("forum_member")
    _call_everybody(meeting)
    start(meeting, Person.objects.filter(assignments__role="case_officer").first())
    page = secretary.goto(f"{HERE}{meeting.pk}/")
    page.locator("#live-agenda .papers a").focus()  # it has no id
    here = "[document.activeElement.tagName, document.activeElement.textContent.trim(), document.activeElement.name]"
    before = page.evaluate(here)
    add_item(meeting, Case("Eventuelt"), None)
    expect(page.locator("#live-agenda").get_by_text("Eventuelt")).to_be_visible()
    assert page.evaluate(here) == before
    assert page.evaluate("document.activeElement.isConnected")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").count() == 1


def test_a_scenario_that_the_secretary_changes_is_seen_by_everybody(visitor_as: Visit, imported: Any) -> None:
    """On a member's phone and on the wall within two seconds of asking, in letters of 24 px there, without names."""
    for name, method in (("Ingen kutt", "meet_all"), ("Likt kutt", "proportional")):
        create_scenario(imported, name, Specification(method=method), None)
    secretary, member, wall = (
        visitor_as("case_officer"),
        visitor_as("forum_member", width=390),
        visitor_as("case_officer"),
    )
    soon = now() + timedelta(minutes=1)
    made = plan_meeting(imported.office, plan_for(starts_at=soon, ends_at=soon + timedelta(hours=4)), None)
    case = add_item(made, Case("Skal vi holde igjen midler?", "", 40), None)
    _call_everybody(made)
    start(made, Person.objects.filter(assignments__role="case_officer").first())
    open_item(case, None)
    page = f"{HERE}{made.pk}/"
    phone, board = member.goto(page), wall.goto(f"{page}storskjerm/")
    secretary.goto(page)
    secretary.page.locator("summary", has_text="Vis alternativer på skjermen").click()
    secretary.page.locator("label", has_text="2 Likt kutt").click()
    secretary.press("Vis dem")
    secretary.check()
    for screen in (phone.locator("#live-screen"), board.locator("#live-wall")):
        expect(screen.get_by_role("cell", name="24 605 520")).to_be_visible()
    secretary.page.get_by_label("Hold igjen").fill("6 000 000")
    secretary.press("Regn ut og vis")
    for screen in (phone.locator("#live-screen"), board.locator("#live-wall")):
        expect(screen.get_by_role("cell", name="22 000 000")).to_be_visible()
    member.check()
    wall.check()
    assert _smallest_letters(board) >= 24
    names = Person.objects.values_list("name", flat=True)
    assert not [name for name in names if name in board.locator("body").inner_text()]


def _smallest_letters(page: Page) -> float:
    """The smallest text on the wall in pixels as drawn; a picture is scaled to its place."""
    found: float = page.locator("#live-wall").evaluate(
        """wall => Math.min(...[...wall.querySelectorAll("*")].filter(e => !e.closest(".ds-sr-only") &&
        [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())).map(e => {
            const svg = e.closest("svg");
            const scale = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
            return parseFloat(getComputedStyle(e).fontSize) * scale; }))"""
    )
    return found


def test_a_page_that_follows_goes_away_when_the_seat_has_ended(visitor_as: Visit, meeting: Meeting) -> None:
    """Nobody presses anything there: what was on the page is not left standing."""
    member = visitor_as("forum_member", width=390)
    visitor_as("case_officer")
    _call_everybody(meeting)
    start(meeting, Person.objects.filter(assignments__role="case_officer").first())
    page = member.goto(f"{HERE}{meeting.pk}/")
    expect(page.locator("#live-agenda")).to_be_visible()
    ForumMember.objects.update(ends_on=today() - timedelta(days=1))
    expect(page.get_by_text("Plassen din i forumet gikk ut")).to_be_visible()
    expect(page.get_by_text(meeting.title)).to_have_count(0)
    member.check()
