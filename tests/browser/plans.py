"""What browser tests of plans do at many places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from playwright.sync_api import Page, expect

from fordel.plan.models import Plan
from tests.browser.conftest import Visitor

SAVED: Final = re.compile("Alt er lagret")
TEXT: Final = "Pengene skal nå barn og elever."


def write_chapter(visitor: Visitor, plan: Plan, chapter: str, title: str, text: str) -> Page:
    """The page of the chapter, with the text typed in its editor and saved."""
    page = visitor.goto(f"/nordland/plan/{plan.pk}/skriv/{chapter}/")
    editor = page.get_by_role("textbox", name=title)
    editor.click()
    page.keyboard.type(text)
    editor.blur()
    expect(page.locator("[data-save-words]")).to_have_text(SAVED)
    return page


def write_chapters(visitors: Iterable[Visitor], plan: Plan) -> None:
    """Every chapter, by the visitors in turn."""
    writers = list(visitors)
    for number, chapter in enumerate(plan.outline):
        write_chapter(writers[number % len(writers)], plan, chapter["code"], chapter["title"], TEXT)
