"""The questions that the figures answer, and the open data: walked by four roles and a visitor, at two widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
_START: Final = f"{HOME}status/sporsmal/"


def test_each_role_walks_from_the_status_through_the_questions(visitor_as: Visit, imported: Any) -> None:
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
        assert len(addresses) == 5
        for address in addresses[1:]:
            page = visitor.goto(address)
            expect(page.locator("main h1")).to_be_visible()
            drawing = page.locator(".drawing-wide svg" if width > 900 else ".drawing-narrow svg")
            assert drawing.count() == 0 or drawing.first.is_visible()
    visitor = visitor_as(None, width=390)
    visitor.goto("/nordland/apne-data/")
