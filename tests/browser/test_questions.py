"""The questions that the figures answer, and the open data: walked by four roles and a visitor, at two widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from fordel.decisions.models import Proposal
from tests.browser.conftest import Visitor
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted
from tests.insight.assessed import send_outcome
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
_START: Final = f"{HOME}status/sporsmal/"


def test_each_role_walks_from_the_status_through_the_questions(visitor_as: Visit, issued: Proposal) -> None:
    """Some owners have said what came of it, so every question has something to show."""
    for place, award in enumerate(issued.awards.filter(amount__gt=0).order_by("report__number")[:6]):
        send_outcome(award, place, is_sent=True)
    walks = (
        ("case_officer", 1280, "nb", {}),
        ("forum_member", 390, "nn", {"sits": True}),
        ("auditor", 390, "nb", {}),
        ("national_reader", 1280, "en", {}),
    )
    for role, width, language, more in walks:
        visitor = visitor_as(role, width=width, language=language, **more)
        page = visitor.goto(f"{HOME}status/")
        page.locator(f"a[href='{_START}']").click()
        page.wait_for_load_state()
        visitor.check()
        addresses = page.locator("dl.facts a").evaluate_all("links => links.map(a => a.getAttribute('href'))")
        assert len(addresses) == 6
        for address in addresses[1:]:
            page = visitor.goto(address)
            expect(page.locator("main h1")).to_be_visible()
            drawing = page.locator(".drawing-wide svg" if width > 900 else ".drawing-narrow svg")
            assert drawing.count() == 0 or drawing.first.is_visible()
            onwards = page.locator("nav[aria-labelledby=all-questions] p a")
            following = addresses[addresses.index(address) + 1 :][:1]
            assert onwards.evaluate_all("links => links.map(a => a.getAttribute('href'))") == following
    visitor = visitor_as("owner", width=390, language="nn", organisation=award.report.owner)
    visitor.goto("/mine/rapporter/arene/")
    visitor = visitor_as(None, width=390)
    visitor.goto("/nordland/apne-data/")
