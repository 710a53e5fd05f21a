"""The main menu of each role, from the entries of the modules. It follows the year from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from fordel.parties.models import Role
from fordel.parties.plugs.menu import MENU, MenuEntry

if TYPE_CHECKING:
    from fordel.parties.actors import Actor
    from fordel.web.selectors.years import YearChoice


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool
    count: int | None = None


class Menu(NamedTuple):
    """The entries in the bar, and those under «More»."""

    bar: list[MenuItem]
    aside: list[MenuItem]

    @property
    def is_aside(self) -> bool:
        """Whether the current page is in an entry under «More»."""
        return any(item.is_current for item in self.aside)


def _shown(entry: MenuEntry, request: HttpRequest, actor: Actor, choice: YearChoice | None) -> bool:
    """With a round its entries are shown, and without one the others; a reader of the whole country gets both."""
    if actor.role not in entry.places or (entry.is_of_round and choice is None):
        return False
    if choice is not None and not entry.is_of_round and actor.office_id is not None:
        return False
    return entry.shown_if is None or entry.shown_if(request, actor)


def menu_for(request: HttpRequest, actor: Actor, choice: YearChoice | None) -> Menu:
    """The entries of the actor's role, with the one that holds the current page marked."""
    if actor.role not in Role.values:
        return Menu([], [])
    start = reverse("start", kwargs={**choice.where}) if choice else ""
    shown = [entry for entry in MENU if _shown(entry, request, actor, choice)]
    items: list[tuple[bool, str, str, int | None]] = []
    found: dict[str, str] = {}  # what an address begins with -> the address of its entry
    for entry in sorted(shown, key=lambda entry: entry.places[actor.role]):
        url, count = _address_of(entry, choice), entry.count(request, actor) if entry.count else None
        if choice is not None and entry.is_of_round:
            count = choice.counts.get(entry.url_name)
            found |= {f"{start}{word}/": url for word in entry.also}
        found[url] = url
        items.append((entry.is_aside, str(entry.label), url, count))
    alone = {start, reverse("home")}  # every page lies below these, and few of them belong to the start page
    holds = [each for each in found if request.path == each or (each not in alone and request.path.startswith(each))]
    current = found.get(max(holds, key=len, default=""), "")
    menu = Menu([], [])
    for is_aside, label, url, count in items:
        (menu.aside if is_aside else menu.bar).append(MenuItem(label, url, url == current, count))
    return menu if len(menu.aside) > 1 else Menu(menu.bar + menu.aside, [])


def _address_of(entry: MenuEntry, choice: YearChoice | None) -> str:
    if choice is None or not entry.is_of_round:
        return reverse(entry.url_name)
    return reverse(entry.url_name, kwargs={"office": choice.office} if entry.is_of_office else {**choice.where})
