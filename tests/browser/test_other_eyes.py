"""Pages in high contrast and on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from fordel.reports.casework.services.messages import write_note
from fordel.reports.models import NeedsReport
from tests.browser.conftest import Visitor
from tests.support.where import HOME

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
COLOURS = """(selector) => [...document.querySelectorAll(selector)].map((each) => {
    const style = getComputedStyle(each)
    return [style.borderBottomColor, style.backgroundColor, style.fill]
})"""


def test_in_high_contrast_the_current_entry_and_the_words_of_charts_are_seen(visitor_as: Visit, imported: Any) -> None:
    visitor = visitor_as("case_officer")
    page = visitor.page
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{visitor.address}{HOME}status/")  # axe does not know the ground that high contrast gives
    lines = {each[0] for each in page.evaluate(COLOURS, ".main-menu a:not([aria-current])")}
    current = {each[0] for each in page.evaluate(COLOURS, ".main-menu a[aria-current]")}
    assert len(current) == 1 and not current & lines
    drawings = page.evaluate(COLOURS, 'svg[role="img"]')
    assert drawings and {each[1] for each in drawings} == {"rgb(255, 255, 255)"}
    words = {each[2] for each in page.evaluate(COLOURS, 'svg[role="img"] text')}
    assert "rgb(31, 35, 40)" in words, "the words keep the colours that they have on white"


def test_paper_has_no_internal_notes_and_no_controls(
    visitor_as: Visit, imported: Any, person_as: Callable[..., Any]
) -> None:
    report = NeedsReport.objects.get(number=41)
    write_note(report, "Ikke til noen andre.", person_as("case_officer"))
    visitor = visitor_as("case_officer")
    page = visitor.goto(f"{HOME}behovsmeldinger/41/")
    note = page.get_by_text("Ikke til noen andre.")
    expect(note).to_be_visible()
    page.emulate_media(media="print")
    expect(note).to_be_hidden()
    for gone in (".main-menu", ".site-header", "button.ds-button >> nth=0"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
