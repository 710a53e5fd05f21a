"""An answer that decides what else is asked changes the page in its place: nothing is loaded again, and focus stays."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.shared.clock import now
from fordel.writing.plugs.kinds import Opening
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import begin_document
from tests.writing.pages import KIND
from tests.writing.toy import Wishes

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [1280, 390])
def test_questions_come_and_go_under_the_fingers(
    settings: Any, monkeypatch: pytest.MonkeyPatch, nordland: Any, visitor_as: Any, width: int
) -> None:
    settings.ROOT_URLCONF = "tests.writing.pages"
    monkeypatch.setattr(Wishes, "opening", lambda *_anything: Opening())
    visitor = visitor_as("case_officer", width=width)
    letter = begin_document(KIND, None, now())
    page = visitor.goto(f"/onsker/{letter.pk}/del/wishes/")
    page.evaluate("window.isTheSamePage = true")
    why, what = page.get_by_label("why"), page.get_by_role("textbox", name="what")
    why.fill("Ikkje lagra enno")
    page.get_by_label("Ja", exact=True).focus()
    page.keyboard.press("Space")
    expect(what).to_be_visible()
    expect(page.get_by_label("Ja", exact=True)).to_be_focused()
    for _control in range(8):  # the tools of the editor are before its field
        page.keyboard.press("Tab")
        if what.evaluate("field => field === document.activeElement"):
            break
    page.keyboard.type("Ein til")
    page.get_by_label("Ja", exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(what).to_have_count(0)
    expect(page.get_by_label("Nei", exact=True)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(what).to_have_text("Ein til")
    expect(why).to_have_value("Ikkje lagra enno")
    assert page.evaluate("window.isTheSamePage")
    assert values_of(letter.pk) == {"why": "Ikkje lagra enno", "more": "yes", "what": "<p>Ein til</p>"}
    visitor.check()
