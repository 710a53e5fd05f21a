"""Steps that ask first, by keyboard alone: focus is on the question, and Cancel leads back to where one was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fordel.decisions.models import Proposal
from fordel.decisions.services.proposals import create_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.meetings.models import Meeting
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.plan_meeting import plan_meeting
from fordel.parties.models import RoleAssignment
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.browser.conftest import Visitor
from tests.meetings.conftest import on_its_day, plan_for
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
FOCUSED = "(document.activeElement.innerText || '').trim()"


def _tab_to(page: Page, words: str) -> None:
    """Tabs until the link or button with these words has focus."""
    for _press in range(300):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED) == words:
            return
    raise AssertionError(f"the keyboard does not come to «{words}»")


def _asked(visitor: Visitor, question: re.Pattern[str]) -> Page:
    """The page of a step, where the question has focus."""
    page = visitor.page
    expect(page.locator("h1")).to_have_text(question)
    expect(page.locator("h1")).to_be_focused()
    visitor.check()
    return page


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_a_meeting_is_ended_with_the_keyboard(visitor_as: Visit, nordland: Any, width: int, language: str) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    meeting = plan_meeting(nordland.office, plan_for(), None)
    add_item(meeting, Case("Innkalling og habilitet"), None)
    Meeting.objects.filter(pk=on_its_day(meeting).pk).update(state="ongoing", started_at=now())
    address = f"/nordland/moter/{meeting.pk}/"
    page = officer.goto(address)
    _tab_to(page, "Avslutt møtet")
    page.keyboard.press("Enter")
    _asked(officer, re.compile("Avslutte «Samarbeidsforum»"))
    expect(page.locator(".note")).to_contain_text("1 Innkalling og habilitet")
    _tab_to(page, "Avbryt")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    _tab_to(page, "Avslutt møtet")
    page.keyboard.press("Enter")
    _asked(officer, re.compile("Avslutte «Samarbeidsforum»"))
    _tab_to(page, "Avslutt møtet")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    meeting.refresh_from_db()
    assert meeting.state == "held"


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_a_proposal_is_discarded_with_the_keyboard(visitor_as: Visit, imported: Any, width: int, language: str) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    person = RoleAssignment.objects.filter(role="case_officer").latest("pk").person
    proposal = create_proposal(create_scenario(imported, "Ingen kutt", Specification(), person), person)
    page = officer.goto(f"{HOME}vedtak/")
    _tab_to(page, "Forkast forslaget")
    page.keyboard.press("Enter")
    _asked(officer, re.compile("Forkaste forslaget for 2026"))
    _tab_to(page, "Avbryt")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOME}vedtak/#step")
    assert Proposal.objects.get(pk=proposal.pk).state == "draft"
    page.keyboard.press("Tab")  # on from the panel where the step is offered, not from the top
    assert page.evaluate("document.activeElement.closest('#step') !== null")
    _tab_to(page, "Forkast forslaget")
    page.keyboard.press("Enter")
    _asked(officer, re.compile("Forkaste forslaget for 2026"))
    _tab_to(page, "Forkast forslaget")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{HOME}vedtak/")
    assert Proposal.objects.get(pk=proposal.pk).state == "discarded"


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_the_draft_of_a_letter_is_read(visitor_as: Visit, imported: Any, width: int, language: str) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    person = RoleAssignment.objects.filter(role="case_officer").latest("pk").person
    proposal = create_proposal(create_scenario(imported, "Ingen kutt", Specification(), person), person)
    award = proposal.awards.get(report=NeedsReport.objects.get(number=41))
    page = officer.goto(f"{HOME}vedtak/forslag/{proposal.pk}/brev/")
    page.locator(f"a[href*='/tildeling/{award.pk}/brev/']").first.click()
    page.wait_for_url(re.compile(f"/tildeling/{award.pk}/brev/"))
    officer.check()
    expect(page.locator(".note")).to_contain_text("Utkast")
