"""The editor of a chapter in a real browser: by keys and by mouse, with what is pasted, and with a colleague."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import nh3
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from playwright.sync_api import Locator, Page, expect

from fordel.core.form.rich_text import plain_text, tidy
from fordel.parties.models import Person
from fordel.plan.models import Plan
from fordel.plan.services.document import PLAN_KIND
from fordel.plan.services.plans import PlanFacts, start_plan
from fordel.shared.clock import now
from fordel.writing.selectors.fields import fields_of, values_of
from fordel.writing.services.save_fields import Edit, save_fields
from tests.browser.conftest import Visitor
from tests.core.form.test_rich_text import SOUP, TABLES
from tests.shared.test_rich_text import PASTED_FROM_WORD

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
SAVED: Final = re.compile("Alt er lagret")
TABLE: Final = (
    '<table><thead><tr><th scope="col">År</th><th scope="col">Barn</th></tr></thead>'
    "<tbody><tr><td>2027</td><td>40</td></tr></tbody></table>"
)
PASTE: Final = """(editor, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
READ: Final = """htmls => {
  const field = document.querySelector("textarea[data-rich]");
  const left = document.querySelector("[data-left]");
  return htmls.map(html => {
    field.value = html;
    field.dispatchEvent(new Event("put"));
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return [field.value, field.dataset.most - parseInt(left.textContent.replace(/[^0-9]/g, ""), 10)];
  });
}"""


@pytest.fixture
def draft(nordland: Any, person_as: Any) -> Plan:
    return start_plan(
        nordland.office, PlanFacts("Neste plan", ("kollektiv",), 2027, 2030, "nb"), person_as("case_officer")
    )


def write(plan: Plan, by: Person, html: str) -> None:
    version = next((version for key, _value, version in fields_of(plan.pk) if key == "goal"), 0)
    save_fields(PLAN_KIND, plan.pk, by, [Edit("goal", html, version, is_html=True)], now())


def opened(visitor: Visitor, plan: Plan) -> tuple[Page, Locator]:
    page = visitor.goto(f"/nordland/plan/{plan.pk}/skriv/goal/")
    return page, page.get_by_role("textbox", name="Mål og grunnlag")


def tool(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=name, exact=True)


def kept(page: Page, plan: Plan) -> str:
    page.get_by_role("textbox", name="Mål og grunnlag").blur()
    expect(page.locator("[data-save-words]")).to_have_text(SAVED)
    found: str = values_of(plan.pk)["goal"]
    return found


@pytest.mark.parametrize("width", [1280, 390])
def test_a_chapter_is_written_with_the_keys_alone(visitor_as: Visit, draft: Plan, width: int) -> None:
    visitor = visitor_as("case_officer", width=width)
    page, editor = opened(visitor, draft)
    keys = page.keyboard

    def use(name: str) -> None:
        """Reaches the tool from the text: one Tab back, and then the arrows."""
        keys.press("Shift+Tab")
        keys.press("Home")
        for _step in range(20):
            if page.evaluate("document.activeElement.textContent.trim()") == name:
                break
            keys.press("ArrowRight")
        expect(tool(page, name)).to_be_focused()
        keys.press("Enter")

    editor.focus()
    use("Overskrift")
    expect(editor).to_be_focused()
    expect(tool(page, "Overskrift")).to_have_attribute("aria-pressed", "true")
    keys.type("Mål")
    keys.press("Enter")
    keys.type("Barn")
    use("Note")
    keys.type("Se § 5.")
    use("Note")
    keys.type(" leker.")
    keys.press("Enter")
    use("Lenke")
    keys.type("udir.no")
    keys.press("Enter")
    expect(editor).to_be_focused()
    use("Tabell")
    for word in ("År", "Barn", "Merk", "2027"):
        keys.type(word)
        keys.press("ArrowRight")
    use("Fjern raden")
    use("Fjern kolonnen")
    visitor.check()
    keys.press("Tab")
    expect(editor).not_to_be_focused()
    assert page.evaluate("document.activeElement !== document.body"), "Tab leaves the text, also from a table"
    html = kept(page, draft)
    assert html.startswith('<h3>Mål</h3><p>Barn<span data-note="">Se § 5.</span> leker.</p>')
    assert '<p><a href="https://udir.no">udir.no</a></p>' in html
    assert visitor.errors == []


def test_a_table_grows_and_its_first_row_is_its_head(visitor_as: Visit, draft: Plan, person_as: Any) -> None:
    write(draft, person_as("case_officer"), TABLE)
    visitor = visitor_as("case_officer")
    page, editor = opened(visitor, draft)
    editor.get_by_text("40").click()
    tool(page, "Ny rad").click()
    tool(page, "Første kolonne som overskrifter").click()
    expect(tool(page, "Første kolonne som overskrifter")).to_have_attribute("aria-pressed", "true")
    editor.locator("tr").nth(2).locator("th").click()
    page.keyboard.type("2028")
    editor.locator("tr").nth(2).locator("td").click()
    page.keyboard.type("50")
    page.keyboard.press("Enter")
    page.keyboard.type("minst")
    visitor.check()
    html = kept(page, draft)
    assert '<tr><th scope="row">2027</th><td>40</td></tr><tr><th scope="row">2028</th><td>50<br>minst</td></tr>' in html
    editor.get_by_text("År").click()
    tool(page, "Fjern raden").click()
    expect(editor.locator("th")).to_have_count(3)  # 2027, 40 and 2028
    assert '<thead><tr><th scope="col">2027</th><th scope="col">40</th></tr></thead>' in kept(page, draft)
    page.keyboard.press("Control+End")
    editor.get_by_text("40").click()
    tool(page, "Fjern tabellen").click()
    expect(editor).to_be_focused()
    expect(tool(page, "Ny rad")).to_be_hidden()
    assert kept(page, draft) == ""
    tool(page, "Angre").click()
    expect(editor.locator("th")).to_have_count(3)


def test_each_press_of_a_tool_is_undone_by_itself_however_quick(visitor_as: Visit, draft: Plan, person_as: Any) -> None:
    write(draft, person_as("case_officer"), TABLE)
    page, editor = opened(visitor_as("case_officer"), draft)
    editor.get_by_text("40").click()
    start = kept(page, draft)
    at_once = "([first, second]) => { first.click(); second.click(); }"
    tools = [tool(page, name).element_handle() for name in ("Ny rad", "Ny kolonne")]
    page.evaluate(at_once, tools)
    page.keyboard.type("2029")
    expect(editor.locator("tr")).to_have_count(3)
    tool(page, "Angre").click()
    assert "2029" not in kept(page, draft)
    expect(editor.locator("tr").first.locator("th")).to_have_count(3)
    tool(page, "Angre").click()
    expect(editor.locator("tr").first.locator("th")).to_have_count(2)
    expect(editor.locator("tr")).to_have_count(3)
    tool(page, "Angre").click()
    expect(editor.locator("tr")).to_have_count(2)
    assert kept(page, draft) == start


def test_a_link_is_asked_for_changed_and_removed_under_the_tools(visitor_as: Visit, draft: Plan) -> None:
    visitor = visitor_as("case_officer")
    page, editor = opened(visitor, draft)
    editor.click()
    page.keyboard.type("Udir")
    page.keyboard.press("Control+A")
    page.keyboard.press("Control+K")
    address = page.get_by_label("Adressen lenken skal gå til")
    expect(address).to_be_focused()
    expect(page.get_by_text("Dette er ingen adresse.")).to_be_hidden()
    expect(page.get_by_role("button", name="Fjern lenken")).to_be_hidden()
    page.keyboard.type("javascript:evil()")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dette er ingen adresse.")).to_be_visible()
    expect(address).to_be_focused()
    visitor.check()
    address.fill("https://www.udir.no/")
    page.get_by_role("button", name="Sett inn lenken").click()
    expect(editor).to_be_focused()
    assert kept(page, draft) == '<p><a href="https://www.udir.no/">Udir</a></p>'
    editor.get_by_text("Udir").click()
    tool(page, "Lenke").click()
    expect(address).to_have_value("https://www.udir.no/")
    page.keyboard.press("Escape")
    expect(editor).to_be_focused()
    tool(page, "Lenke").click()
    page.get_by_role("button", name="Fjern lenken").click()
    expect(editor).to_be_focused()
    assert kept(page, draft) == "<p>Udir</p>"


def test_what_is_pasted_from_word_or_into_a_cell_keeps_its_words(visitor_as: Visit, draft: Plan) -> None:
    visitor = visitor_as("case_officer")
    page, editor = opened(visitor, draft)
    editor.click()
    word = (
        "<table class=MsoTableGrid><tr><td><p class=MsoNormal>Part<o:p></o:p></p></td><td style='x'><p>Rolle</p></td>"
    )
    word += "</tr><tr><td>Eier</td><td>leder</td></tr></table>"
    editor.evaluate(PASTE, PASTED_FROM_WORD.replace("<!--EndFragment-->", word))
    editor.get_by_text("leder").click()
    page.keyboard.press("End")
    editor.evaluate(PASTE, "<p>og</p><p>svarer</p>")
    html = kept(page, draft)
    assert html.startswith("<h3>Mål for tiltaket</h3><p>Barna møter en skole som er <strong>klar</strong> for dem.</p>")
    assert "<ul><li>samlinger på høsten</li><li><em>utprøving</em> på våren</li></ul>" in html
    assert "<tr><td>Eier</td><td>lederog<br>svarer</td></tr></tbody></table>" in html
    assert visitor.errors == []


def test_what_a_colleague_writes_is_shown_and_neither_focus_nor_own_words_are_lost(
    visitor_as: Visit, draft: Plan
) -> None:
    one, other = visitor_as("case_officer"), visitor_as("case_officer")
    page, editor = opened(one, draft)
    editor.click()
    page.keyboard.type("Først")
    kept(page, draft)
    theirs, their_editor = opened(other, draft)
    their_editor.get_by_text("Først").click()
    theirs.keyboard.press("Control+End")
    theirs.keyboard.type(" og sist")
    kept(theirs, draft)
    editor.click()
    page.keyboard.type(" mitt")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(editor).to_be_focused()
    page.get_by_role("button", name="Bruk min tekst").click()
    expect(editor).to_be_focused()
    assert kept(page, draft) == "<p>Først mitt</p>"


MARK: Final = """([chapter, first, last]) => {
  const texts = document.createTreeWalker(document.getElementById(chapter), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const {data} = texts.currentNode;
    if (data.includes(first)) range.setStart(texts.currentNode, data.indexOf(first));
    if (data.includes(last)) range.setEnd(texts.currentNode, data.indexOf(last) + last.length);
  }
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_words_that_are_marked_while_one_reads_are_commented_on(
    visitor_as: Visit, draft: Plan, person_as: Any, width: int
) -> None:
    write(
        draft, person_as("case_officer"), "<p>Alle barn.</p><p>Pengene <b>når</b><span data-note>§ 5</span> barn.</p>"
    )
    visitor = visitor_as("case_officer", width=width)
    page = visitor.goto(f"/nordland/plan/{draft.pk}/")
    page.evaluate(MARK, ["text-goal", "når", "barn"])
    link = page.get_by_role("link", name=re.compile("^Kommenter disse ordene: «når barn»"))
    expect(link).to_be_visible()
    visitor.check()
    link.click()
    expect(page.get_by_label("Ordene det gjelder")).to_have_value("når barn")
    page.evaluate(MARK, ["text-goal", "Alle", "Alle"])
    page.get_by_role("link", name=re.compile("^Kommenter disse ordene: «Alle»")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ordene det gjelder")).to_have_value("Alle")
    comment = page.get_by_role("textbox", name="Kommentar")
    expect(comment).to_be_focused()
    page.keyboard.type("Hvem?")
    visitor.press("Legg til kommentaren")
    expect(page.get_by_text("«Alle»").first).to_be_visible()


def test_words_that_are_marked_in_the_editor_are_commented_on_by_the_keys(visitor_as: Visit, draft: Plan) -> None:
    visitor = visitor_as("case_officer")
    page, editor = opened(visitor, draft)
    editor.focus()
    page.keyboard.type("Barn og barn")
    expect(tool(page, "Kommenter")).to_have_attribute("aria-disabled", "true")
    for _letter in "barn":
        page.keyboard.press("Shift+ArrowLeft")
    expect(tool(page, "Kommenter")).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("[data-save-words]")).to_have_text(SAVED)
    while page.evaluate("document.activeElement.textContent.trim()") != "Kommenter":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ordene det gjelder")).to_have_value("barn")
    visitor.check()


def test_the_editor_and_the_server_read_the_same_html_alike(visitor_as: Visit, draft: Plan) -> None:
    page, _editor = opened(visitor_as("case_officer"), draft)
    found: list[str] = [PASTED_FROM_WORD, TABLE, "<h1>a</h1><h4>b</h4>", "<ul><li>a<ul><li>b</ul>c</ul>"]

    @settings(max_examples=150, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None)
    @given(SOUP | TABLES)
    def collect(html: str) -> None:
        found.append(as_a_browser_reads(html))

    collect()
    for html, (value, length) in zip(found, page.evaluate(READ, found), strict=True):
        assert value == tidy(html), html
        assert length == len(plain_text(html)), html


def as_a_browser_reads(html: str) -> str:
    """The HTML with every tag closed: what it is before either reads it."""
    tables = ["table", "tbody", "thead", "tr", "td", "th", "caption"]
    names = {"p", "b", "em", "ul", "ol", "li", "div", "h1", "h2", "h3", "h4", "a", "span", "br", *tables}
    attributes = {"a": {"href"}, "span": {"data-note"}, "p": {"class"}, "td": {"colspan", "rowspan"}}
    return nh3.clean(html, tags=names, attributes=attributes | {"th": {"colspan", "rowspan"}}, link_rel=None)


def test_the_editor_is_loaded_where_rich_text_is_written_and_nowhere_else(visitor_as: Visit, draft: Plan) -> None:
    visitor = visitor_as("case_officer")
    asked: list[str] = []
    visitor.page.on("request", lambda request: asked.append(request.url))
    visitor.goto(f"/nordland/plan/{draft.pk}/")
    assert not any("rich_text" in each for each in asked)
    opened(visitor, draft)
    assert any("rich_text" in each for each in asked)
