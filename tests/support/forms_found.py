"""The forms of a page as a browser would send them, and the names that a view reads."""

from __future__ import annotations

import inspect
import re
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from django.urls import Resolver404, get_resolver, resolve

from fordel.shared.pages.forms import PageForm

_NAME: Final = re.compile(r"\.(?:get|getlist)\(\s*\"([\w.-]+)\"|\"([\w.-]+)\" (?:not )?in (?:request|typed|query)")
_ONE_LINE: Final = {"text", "search", "email", "url", "tel", "number", "hidden", "password", "date", "time"}


@dataclass
class Found:
    """A form: where it goes, and its fields as (name, kind, value as it is)."""

    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.found = here, list[Found]()
        self.select: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.found.append(Found(has.get("action") or self.here, has.get("method", "get").lower()))
        if not self.found:
            return
        if tag in ("input", "textarea", "button") and "name" in has:
            kind = has.get("type", "text") if tag == "input" else tag
            self.found[-1].fields.append((has["name"], kind, has.get("value", "")))
        elif tag == "select" and "name" in has:
            self.select = (has["name"], "")
        elif tag == "option" and self.select:
            name, value = self.select
            self.select = (name, value or has.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self.select and self.found:
            name, value = self.select
            self.found[-1].fields.append((name, "select", value))
            self.select = None


def forms_of(html: str, here: str) -> list[Found]:
    """Every form of a page that was asked for at `here`."""
    reader = _Reader(here)
    reader.feed(html)
    return reader.found


def route_of(address: str) -> str:
    """The name of the route that an address leads to, or ''."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def names_read_at(address: str) -> list[str]:
    """The names that the module of the view and its forms read."""
    view = inspect.unwrap(get_resolver().resolve(urlsplit(address).path).func)
    view = getattr(view, "view_class", view)
    module = sys.modules[view.__module__]
    if not module.__name__.startswith("fordel."):
        return []
    forms = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, PageForm)]
    return sorted(
        {first or second for first, second in _NAME.findall(inspect.getsource(module))}
        | {name for form in forms for name in form.base_fields}
    )
