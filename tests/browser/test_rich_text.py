"""Rich text is written in a real browser, in the toy document: emphasis, lists, paste from Word, conflicts."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.writing.models import Document
from fordel.writing.plugs.kinds import Opening
from fordel.writing.selectors.fields import values_of
from fordel.writing.services.documents import begin_document
from fordel.writing.services.save_fields import Edit, save_fields
from tests.browser.conftest import Visitor
from tests.shared.test_rich_text import PASTED_FROM_WORD
from tests.writing.pages import KIND
from tests.writing.toy import Wishes

pytestmark = pytest.mark.django_db(transaction=True)
SAVED: Final = re.compile("Alt er lagret")


@pytest.fixture
def visitor(settings: Any, monkeypatch: pytest.MonkeyPatch, nordland: Any, visitor_as: Any) -> Visitor:
    settings.ROOT_URLCONF = "tests.writing.pages"
    monkeypatch.setattr(Wishes, "opening", lambda *_anything: Opening())
    found: Visitor = visitor_as("case_officer")
    return found


@pytest.fixture
def letter(visitor: Visitor) -> Document:
    return begin_document(KIND, None, now())


def open_letter(visitor: Visitor, letter: Document) -> tuple[Page, Any]:
    page = visitor.goto(f"/onsker/{letter.pk}/del/wishes/")
    return page, page.get_by_role("textbox", name="story")


def kept(page: Page) -> None:
    expect(page.locator("[data-save-words]")).to_have_text(SAVED)


def test_emphasis_and_lists_are_kept_and_shown_again(visitor: Visitor, letter: Document) -> None:
    page, story = open_letter(visitor, letter)
    story.click()
    page.keyboard.type("Det ")
    page.get_by_role("button", name="Fet", exact=True).click()
    page.keyboard.type("snør")
    page.get_by_role("button", name="Fet", exact=True).click()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Liste", exact=True).click()
    page.keyboard.type("ski")
    page.keyboard.press("Enter")
    page.keyboard.type("kjelke")
    expect(story).to_be_focused()
    story.blur()
    kept(page)
    clean = "<p>Det <strong>snør</strong></p><ul><li>ski</li><li>kjelke</li></ul>"
    assert values_of(letter.pk)["story"] == clean
    _page, story = open_letter(visitor, letter)
    expect(story.locator("strong")).to_have_text("snør")
    page.get_by_role("button", name=re.compile("^Neste")).click()
    expect(page.get_by_label("thanks")).to_be_visible()
    assert values_of(letter.pk)["story"] == clean, "the form sends the same as the script"


def test_what_is_pasted_from_word_keeps_its_shape(visitor: Visitor, letter: Document) -> None:
    page, story = open_letter(visitor, letter)
    story.click()
    story.evaluate(
        "(editor, html) => { const data = new DataTransfer(); data.setData('text/html', html);"
        " editor.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); }",
        PASTED_FROM_WORD,
    )
    expect(story.locator("strong").last).to_have_text("klar")
    story.blur()
    kept(page)
    html = values_of(letter.pk)["story"]
    assert "<ul><li>samlinger på høsten</li><li><em>utprøving</em> på våren</li></ul>" in html
    assert "Mso" not in html and "style" not in html
    assert visitor.errors == []


def test_two_texts_that_meet_keep_their_emphasis(visitor: Visitor, letter: Document) -> None:
    page, story = open_letter(visitor, letter)
    other = Person.objects.create_user("bo@example.org", "Bo Eng")
    save_fields(KIND, letter.pk, other, [Edit("story", "<p>Fra <b>Bo</b></p>", 0, is_html=True)], now())
    story.click()
    page.keyboard.press("Control+I")
    page.keyboard.type("Mitt")
    story.blur()
    page.get_by_role("button", name="Bruk min tekst").click()
    expect(story).to_be_focused()
    expect(story.locator("i, em")).to_have_text("Mitt")
    kept(page)
    assert values_of(letter.pk)["story"] == "<p><em>Mitt</em></p>"


def test_without_script_it_is_a_plain_field(visitor: Visitor, letter: Document) -> None:
    save_fields(KIND, letter.pk, None, [Edit("story", "<p>Det <b>snør</b></p>", 0, is_html=True)], now())  # type: ignore[arg-type]
    browser = visitor.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False, storage_state=visitor.context.storage_state())
    page = context.new_page()
    page.goto(f"{visitor.address}/onsker/{letter.pk}/del/wishes/")
    field = page.get_by_label("story")
    expect(field).to_have_value("Det snør")
    field.fill("Det regner\n\n- støvler")
    page.get_by_role("button", name=re.compile("^Neste")).click()
    expect(page.get_by_label("thanks")).to_be_visible()
    context.close()
    assert values_of(letter.pk)["story"] == "<p>Det regner</p><ul><li>støvler</li></ul>"
