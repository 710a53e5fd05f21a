"""The yearly report: written, made ready, signed by two, and read by Udir, at two widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.annual.reports import OPEN, at, commented
from tests.browser.conftest import Visitor
from tests.outcomes.conftest import at_time

__all__ = ["at_time"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_report_is_written_signed_by_two_and_read_by_udir(
    visitor_as: Callable[..., Visitor], nordland: Any, person_as: Any, at_time: Any
) -> None:
    at_time(OPEN)
    commented(nordland, person_as("case_officer", office="nordland"))
    officer, approver = visitor_as("case_officer"), visitor_as("approver", width=390)
    udir = visitor_as("national_reader", language="nn")
    page = officer.goto(at("comment", nordland, topic="ahead"))
    page.locator("textarea[name='text']").fill("Vi begynner tidligere.\n\nOg holder fram.")
    officer.press("Lagre")
    expect(page.locator("#ahead")).to_contain_text("Og holder fram.")
    officer.follow("Gjør klar til underskrift")
    officer.press("Gjør den klar")
    officer.take_step("Skriv under")
    expect(page.locator("#signatures ~ ul")).to_contain_text("Saksbehandler")
    approver.goto(at("sign", nordland))
    approver.press("Skriv under og send til Udir")
    page = udir.goto("/arsrapporter/?year=2026")
    expect(page.locator("body")).to_contain_text("Send 18.\u00a0januar 2027")
    page.get_by_role("link", name="Statsforvalteren i Nordland, Kollektiv").first.click()
    expect(page.locator("#ahead")).to_contain_text("Og holder fram.")
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    assert download.value.suggested_filename.endswith("-v1.pdf")
    narrow = visitor_as("national_reader", width=390)
    narrow.goto("/arsrapporter/?year=2026")
