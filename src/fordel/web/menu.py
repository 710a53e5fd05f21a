"""The main menu of each role, from the entries of the modules. It follows the year from left to right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from fordel.parties.menu import MENU, MenuEntry
from fordel.parties.models import Role

if TYPE_CHECKING:
    from fordel.parties.actors import Actor
    from fordel.web.years import YearChoice


@dataclass(frozen=True)
class MenuItem:
    label: str
    url: str
    is_current: bool
    count: int | None = None


def _shown(entry: MenuEntry, request: HttpRequest, actor: Actor, choice: YearChoice | None) -> bool:
    """With a round its entries are shown, and without one the others; a reader of the whole country gets both."""
    if actor.role not in entry.places or (entry.is_of_round and choice is None):
        return False
    if choice is not None and not entry.is_of_round and actor.office_id is not None:
        return False
    return entry.shown_if is None or entry.shown_if(request, actor)


def menu_for(request: HttpRequest, actor: Actor, choice: YearChoice | None) -> list[MenuItem]:
    """The entries of the actor's role, with the one that holds the current page marked."""
    if actor.role not in Role.values:
        return []
    shown = [entry for entry in MENU if _shown(entry, request, actor, choice)]
    items: list[tuple[str, str, int | None]] = []
    for entry in sorted(shown, key=lambda entry: entry.places[actor.role]):
        if entry.is_of_round and choice is not None:
            url, count = reverse(entry.url_name, kwargs={**choice.where}), choice.counts.get(entry.url_name)
        else:
            url, count = reverse(entry.url_name), entry.count(request, actor) if entry.count else None
        items.append((str(entry.label), url, count))
    path = request.path.replace("/forum/moter/", "/moter/")  # what the forum does in a meeting belongs to the meeting
    current = max((url for _label, url, _count in items if path.startswith(url)), key=len, default="")
    return [MenuItem(label, url, url == current, count) for label, url, count in items]
