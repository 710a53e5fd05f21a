"""Watches a page while somebody uses the keys alone: focus is never lost, and the page is never left or reloaded."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page

_WATCH: Final = """() => {
  window.isTheSamePage = true;
  window.lost = [];
  const look = what => setTimeout(() => {  // between two fields nothing has focus, for a moment
    if (document.activeElement === document.body) window.lost.push(what);
  });
  document.addEventListener("focusout", ({target}) => look(`left ${target.id || target.tagName}`));
  new MutationObserver(changes => look(`changed ${changes[0].target.id || changes[0].target.className}`))
    .observe(document.body, {childList: true, subtree: true});
}"""
_HERE: Final = """() => {
  const here = document.activeElement;
  const kind = here.isContentEditable ? "text" : here.type || here.tagName;
  return {kind, name: here.name || "", id: here.id || here.textContent.trim(), inForm: !!here.closest("#draft-form"),
          isField: here.dataset.version !== undefined, decides: here.dataset.decides !== undefined};
}"""


class Keys:
    """The keyboard at a page. Begin with `focus(selector)`; `kept()` raises AssertionError for what went wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._left: list[str] = []
        page.on("request", lambda request: self._left.append(request.url) if request.is_navigation_request() else None)

    def focus(self, selector: str) -> None:
        """Puts focus there: of radio buttons on the chosen one, as Tab does."""
        self.page.locator(selector).first.evaluate(
            "field => ([...document.getElementsByName(field.name)].find(each => each.checked) || field).focus()"
        )
        self.page.evaluate(_WATCH)
        self._left.clear()

    @property
    def here(self) -> dict[str, Any]:
        """What has focus: `kind`, `name`, `id`, `inForm`, `isField`, `decides`."""
        found: dict[str, Any] = self.page.evaluate(_HERE)
        return found

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def go(self, key: str, place: str) -> None:
        """Presses the key until what has focus is the place: an id, or the words of what has none."""
        for _step in range(60):
            if self.here["id"] == place:
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {place}")

    def answer(self) -> None:
        """Changes the field that has focus: ticks it, chooses the next, or types."""
        kind = self.here["kind"]
        if kind in ("radio", "select-one"):
            self.press("ArrowDown")
        elif kind == "checkbox":
            self.press("Space")
        elif kind == "range":
            self.press("ArrowRight")
        else:
            self.page.keyboard.type("7")

    def kept(self) -> None:
        assert self._left == [], self._left
        lost = self.page.evaluate("window.isTheSamePage ? window.lost : ['the page']")
        assert lost == [], lost
