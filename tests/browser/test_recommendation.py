"""From scenario to what the forum recommends and the office decides, in a browser: every page in two widths."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.services.lead_meeting import start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Person, RoleAssignment
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.browser.conftest import Visitor
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
HERE = f"{HOME}innstilling/"


def _press(visitor: Visitor, form: str) -> None:
    """Presses the button of the form whose address ends so, and looks at the page that comes."""
    with visitor.page.expect_navigation():
        visitor.page.locator(f"form[action$='{form}'] button").first.click()
    visitor.check()


def _holder(role: str) -> Person:
    return RoleAssignment.objects.filter(role=role).latest("pk").person


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_the_recommendation_is_begun_adopted_and_decided_on(
    visitor_as: Visit, imported: Any, width: int, language: str
) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    member = visitor_as("forum_member", width=width, language=language)
    secretary = _holder("case_officer")
    owner = NeedsReport.objects.get(round=imported, number=41).owner
    seat = SeatInput(
        "public_owner", "Kommunene", "", _holder("forum_member").email, "", "", owner.pk, date(2026, 1, 1), None
    )
    add_seat(imported.office, seat, secretary)
    officer.goto(HERE)  # nothing to build on yet
    reserve = {"kindergarten": 1_000_000, "school": 1_000_000}
    scenario = create_scenario(imported, "Likt kutt", Specification("proportional", reserve, 100), secretary)
    officer.goto(f"{HOME}fordeling/{scenario.pk}/hvorfor/1/")
    officer.goto(HERE)
    _press(officer, "/begynn/")

    for path in ("rekkefolge/", "alternativ/", "tiltak/1/"):
        officer.goto(f"{HERE}{path}")
    page = officer.goto(f"{HERE}tekst/")
    page.locator("#text").fill("Nettverk først.")
    page.locator("#reserve_text").fill("Felles tiltak i 2027.")
    with page.expect_navigation():
        page.locator("#tool button").click()
    soon = now() + timedelta(minutes=1)
    meeting = plan_meeting(
        imported.office, MeetingPlan("Samarbeidsforum", "teams", soon, soon + timedelta(hours=2)), secretary
    )
    call_meeting(meeting, people_of(meeting), secretary)
    start_meeting(meeting, secretary)
    member.goto(HERE)
    assert member.page.locator("tr.is-closed").count() > 0
    officer.goto(HERE)
    page.locator("main .ds-details summary").first.click()
    _press(officer, "/dissens/")  # with nothing written
    assert page.locator("#seat").get_attribute("aria-invalid") == "true"
    officer.goto(HERE)
    with page.expect_navigation():
        page.locator("a[href*='/vedta/']").click()
    officer.check()
    with page.expect_navigation():
        page.locator("main form button").click()
    officer.check()
    assert page.locator("code").inner_text().strip()
    member.goto(HERE)
    officer.goto(f"{HOME}vedtak/")
    _press(officer, "/nytt/")
    with page.expect_navigation():
        page.locator("#all ~ div th[scope=row] a").first.click()
    officer.check()
    page.locator("input[name^=line-]").first.fill("1000")
    page.locator("#grounds").fill("Tiltaket er mindre enn først meldt.")
    with page.expect_navigation():
        page.locator("main form button").first.click()
    officer.check()
    assert page.locator("#deviations").is_visible()
    assert "Tiltaket er mindre enn først meldt." in page.locator("section[aria-labelledby=deviations]").inner_text()
