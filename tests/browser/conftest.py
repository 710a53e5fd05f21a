"""A real Chromium against a real server with a real database; axe on every page that is visited."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NOT_DESCRIBED = """[...document.querySelectorAll("[aria-describedby]")]
    .map((each) => [each.outerHTML.slice(0, 140), each.getAttribute("aria-describedby").trim().split(/\\s+/)])
    .filter(([, ids]) => new Set(ids).size < ids.length || ids.some((id) => id && !document.getElementById(id)))"""
"""Elements whose description is read twice, or is not on the page."""
TOO_WIDE = """(() => {
    const room = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= room) return []
    const wide = [...document.querySelectorAll("body *")].filter((each) =>
        each.getBoundingClientRect().right > room + 1 && !each.closest(".scroll, .ds-sr-only"))
    return [room, ...wide.slice(-3).map((each) => each.outerHTML.slice(0, 140))]
})()"""
"""The width there is and what is wider, if the page scrolls sideways."""
WITH_SPACING = """(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; "
        + "word-spacing: 0.16em !important } p { margin-bottom: 2em !important }")
    const before = document.adoptedStyleSheets
    document.adoptedStyleSheets = [...before, sheet]
    const found = %s
    document.adoptedStyleSheets = before
    return found
})()"""
"""What an expression gives while the text has the spacing of WCAG 1.4.12."""
NO_NETWORK = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_", "ERR_EMPTY_RESPONSE", "ERR_SOCKET_NOT_CONNECTED")
expect.set_options(timeout=20_000)  # milliseconds; how soon a change is seen is for the benchmark to say
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = os.environ.get("FORDEL_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if chromium is None:
        pytest.fail("No Chromium or Chrome was found. `make browser` says how to install one.")
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def built_files(settings: Any) -> None:
    settings.STATICFILES_FINDERS = ["tests.browser.finders.BuiltFiles"]


class Visitor:
    """A person at a browser. Every page is checked: no script error, no axe finding, no sideways scroll."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.has_been_away = False
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)
        self.page.on("response", self._note_missing)

    def line(self, *, is_there: bool) -> None:
        """Take the visitor's network away, or give it back; what the console says of the missing one is no error."""
        self.has_been_away = True
        self.context.set_offline(not is_there)

    def _note(self, message: Any) -> None:
        if self.has_been_away and any(words in message.text for words in NO_NETWORK):
            return
        if message.type == "error" and "status of 4" not in message.text:  # those are noted below, by address
            self.errors.append(message.text)

    def _note_missing(self, response: Any) -> None:
        if response.status >= 500 or (response.status >= 400 and "/static/" in response.url):
            self.errors.append(f"{response.status} {response.url}")

    def goto(self, path: str) -> Page:
        self.page.goto(f"{self.address}{path}")
        self.check()
        return self.page

    def check(self) -> None:
        """Raises AssertionError for what a user of the page would stumble over."""
        assert self.errors == [], self.page.url
        self._check_reflow()
        assert self.page.evaluate(NOT_DESCRIBED) == [], self.page.url
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}}).then(r => r.violations.map("
            "v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 140)).join(' | ')))",
            tags,
        )
        assert found == [], self.page.url

    def _check_reflow(self) -> None:
        """Nothing scrolls sideways: not here, and for a visitor with a phone not at 320 px either (WCAG 1.4.10), nor
        with the text spacing of WCAG 1.4.12."""
        wide = self.page.evaluate(TOO_WIDE)
        assert wide == [], f"{self.page.url} scrolls sideways"
        size = self.page.viewport_size
        if size is None or size["width"] > 400:
            return
        self.page.set_viewport_size({"width": 320, "height": size["height"]})
        narrow = self.page.evaluate(TOO_WIDE)
        self.page.set_viewport_size(size)
        spaced = self.page.evaluate(WITH_SPACING % TOO_WIDE)
        assert (narrow, spaced) == ([], []), (
            f"{self.page.url} scrolls sideways at 320 px, or with more space in the text"
        )

    def press(self, name: str) -> Page:
        """Presses the button with the name and waits for the page it leads to."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_load_state()
        self.check()
        return self.page

    def take_step(self, name: str) -> Page:
        """Follows the link to a step that asks first, and presses the button of the same name on its page."""
        self.follow(name)
        return self.press(name)

    def follow(self, name: str) -> Page:
        """Follows the link with the name."""
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        self.check()
        return self.page


@pytest.fixture
def visitor_as(
    browser: Browser, built_files: None, live_server: Any, person_as: Callable[..., Any]
) -> Iterator[Callable[..., Visitor]]:
    """`visitor_as("case_officer", width=390)` is a new person in that role at a browser of that width; with `sits`, a
    member of the forum who has a seat."""
    from django.test import Client

    from tests.support.seats import seat_for

    contexts = []

    def make(role: str | None, *, width: int = 1280, language: str = "nb", sits: bool = False, **where: Any) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        cookies = [{"name": "fordel_language", "value": language, "url": live_server.url}]
        if role:
            client = Client()
            person = person_as(role, **where)
            if sits:
                seat_for(person)
            client.force_login(person)
            cookies.append({"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url})
        context.set_default_timeout(20_000)
        context.add_cookies(cookies)
        contexts.append(context)
        return Visitor(context, live_server.url)

    yield make
    for context in contexts:
        context.close()
