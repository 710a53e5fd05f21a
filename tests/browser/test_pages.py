"""Every page of the main job at two widths, in both forms of Norwegian, with much data and with none."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.forum.computing.specification import Specification
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.forum.seats.services.keep_seat import SeatInput, add_seat
from fordel.forum.voting.services.prioritise import close_prioritising, open_prioritising
from fordel.parties.models import RoleAssignment
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO
from tests.browser.conftest import Visitor
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
OFFICE_PAGES = (
    HOME,
    f"{HOME}behovsmeldinger/",
    f"{HOME}behovsmeldinger/import/",
    f"{HOME}status/",
    f"{HOME}fordeling/",
    f"{HOME}vedtak/",
    f"{HOME}oppsett/",
)
PUBLIC_PAGES = ("/", "/om/", "/personvern/", "/tilgjengelighet/", "/logg-inn/", "/finnes-ikke/")


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn"), (390, "nb"), (1280, "en")])
def test_pages_with_the_52_reports(visitor_as: Visit, imported: Any, width: int, language: str) -> None:
    officer = visitor_as("case_officer", width=width, language=language)
    for path in (*OFFICE_PAGES, f"{HOME}behovsmeldinger/41/"):
        page = officer.goto(path)
        assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("width", [1280, 390])
def test_pages_of_an_empty_year(visitor_as: Visit, nordland: Any, width: int) -> None:
    officer = visitor_as("case_officer", width=width)
    for path in OFFICE_PAGES:
        officer.goto(path)


@pytest.mark.parametrize("role", ["approver", "forum_member", "national_reader", "auditor"])
def test_the_start_page_of_each_role(visitor_as: Visit, imported: Any, role: str) -> None:
    visitor = visitor_as(role, width=390)
    visitor.goto("/")
    visitor.page.locator(".main-menu summary").first.click()
    for name in visitor.page.locator(".main-menu a").all_text_contents():
        assert name.strip()
    for address in visitor.page.locator(".main-menu a").evaluate_all("links => links.map(a => a.getAttribute('href'))"):
        visitor.goto(address)


def test_public_pages(visitor_as: Visit, reference_data: None) -> None:
    visitor = visitor_as(None, width=390)
    for path in PUBLIC_PAGES:
        visitor.goto(path)


def test_errors_are_shown_where_they_are(visitor_as: Visit, imported: Any) -> None:
    """A frame of nothing, and a reserve above the frame: the summary gets focus, the field says why, the text stays."""
    officer = visitor_as("case_officer", width=390)
    page = officer.goto(f"{HOME}oppsett/")
    page.get_by_label("Barnehage").first.fill("312,500")
    page.get_by_role("button", name="Lagre rammene").first.click()
    page.wait_for_load_state()
    officer.check()
    expect(page).to_have_title(re.compile("^Feil:"))
    field = page.get_by_label("Barnehage").first
    assert field.input_value() == "312,500"
    assert field.get_attribute("aria-invalid") == "true"
    officer.goto(f"{HOME}fordeling/?reserve=99999999")
    expect(page).to_have_title(re.compile("^Feil:"))
    assert page.get_by_label("Hold igjen", exact=True).input_value() == "99999999"


def test_the_distribution_works_without_script(
    visitor_as: Visit, browser: Any, live_server: Any, imported: Any
) -> None:
    officer = visitor_as("case_officer")
    cookies = officer.context.cookies()
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{live_server.url}{HOME}fordeling/")
    page.locator("#reserve").fill("5 000 000")
    page.locator("#method-proportional").check()
    page.get_by_role("button", name="Regn ut").click()
    assert "1\u00a0605\u00a0520" in page.inner_text("main")
    assert page.locator("#reserve-kindergarten").input_value() == "1\u00a0964\u00a0000"
    context.close()


def test_the_auditor_finds_the_way_to_everything(visitor_as: Visit, imported: Any) -> None:
    auditor = visitor_as("auditor")
    page = auditor.goto("/")
    auditor.follow("Statsforvalteren i Nordland")
    for name in ("Behovsmeldinger 52", "Status", "Fordeling", "Vedtak", "Oppsett", "Historikk"):
        if name in ("Oppsett", "Historikk"):
            page.locator(".main-menu summary").get_by_text("Mer").click()
        page.locator(".main-menu").get_by_role("link", name=name.split()[0]).click()
        page.wait_for_load_state()
        auditor.check()
        assert page.locator(".main-menu a[aria-current=page]").text_content().strip().startswith(name.split()[0])
    auditor.follow("Nasjonal oversikt")


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_pages_of_the_forum(
    visitor_as: Visit, imported: Any, browser: Any, live_server: Any, width: int, language: str
) -> None:
    """The secretariat's list, a seat with an error, and what a member with something closed sees."""
    officer = visitor_as("case_officer", width=width, language=language)
    officer_person = RoleAssignment.objects.filter(role="case_officer").latest("pk").person
    for name, spec in {"A": Specification(), "B": Specification(method="equal")}.items():
        create_scenario(imported, name, spec, officer_person)
    member = visitor_as("forum_member", width=width, language=language)
    holder = RoleAssignment.objects.get(role="forum_member").person
    organisation = NeedsReport.objects.get(round=imported, number=41).owner
    written = SeatInput("public_owner", "Kommunene", "", holder.email, "", "", organisation.pk, date(2026, 1, 1), None)
    add_seat(imported.office, written, officer_person)
    for path in ("forum/", "forum/plass/ny/", "kollektiv/2026/habilitet/"):
        officer.goto(f"/nordland/{path}")
    page = officer.goto("/nordland/forum/plass/ny/")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    officer.check()
    assert page.locator("#group").get_attribute("aria-invalid") == "true"
    for path in ("", "behovsmeldinger/", "behovsmeldinger/1/", "behovsmeldinger/41/", "status/", "fordeling/"):
        member.goto(f"/nordland/kollektiv/2026/{path}")
    for path in ("fordeling/sammenlign/", "habilitet/", "prioritering/"):
        member.goto(f"/nordland/kollektiv/2026/{path}")
    member.goto("/nordland/forum/")
    officer.goto("/nordland/kollektiv/2026/prioritering/")
    opened = open_prioritising(imported, "points", datetime(2099, 1, 1, tzinfo=OSLO), officer_person)
    page = member.goto("/nordland/kollektiv/2026/prioritering/")
    page.locator("#report-1").fill("8")
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        page.locator("#report-1").blur()
    assert saved.value.status == 302  # and htmx reads the page again
    page.locator("#saved", has_text=re.compile(r"^\s*1 av \d+ ")).wait_for()
    assert page.locator("#report-41").count() == 0
    member.goto("/nordland/kollektiv/2026/prioritering/")
    assert page.locator("#report-1").input_value() == "8"
    officer.goto("/nordland/kollektiv/2026/prioritering/")
    close_prioritising(opened.pk, officer_person)
    officer.goto("/nordland/kollektiv/2026/prioritering/")
    member.goto("/nordland/kollektiv/2026/prioritering/")


def test_the_history_is_read_without_scrolling_sideways_on_a_phone(visitor_as: Visit, imported: Any) -> None:
    page = visitor_as("case_officer", width=390).goto("/nordland/historikk/")
    assert page.locator("tbody tr").count() > 1
    assert page.locator(".scroll").evaluate("each => each.scrollWidth <= each.clientWidth")
