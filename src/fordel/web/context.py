"""What every page knows: the menu of the role, the year, and the demo's clock. Costs one query when signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fordel.parties.actors import Actor, actor_in
from fordel.programme.where import RoundKeys
from fordel.shared.clock import now
from fordel.web.presentation.menu import Menu, menu_for
from fordel.web.selectors.years import YearChoice, years_of_actor

HELP: Final = "guidance:help"


@dataclass(frozen=True)
class Switch:
    """A year of a scheme in the header, with the address of the same page there."""

    choice: YearChoice
    url: str
    is_current: bool


@dataclass(frozen=True)
class Chrome:
    """The frame around the page: the menu, the years to choose between, by scheme, what the scheme says of itself
    on the pages of its rounds, and `named`: the scheme and year of such a page if the office runs several schemes."""

    menu: Menu
    schemes: list[list[Switch]]
    current: YearChoice | None
    note: str
    named: str


def _chrome(request: HttpRequest, actor: Actor) -> Chrome:
    match = request.resolver_match
    asked = match.kwargs if match else {}
    years = years_of_actor(actor, asked.get("office", ""))
    here = (asked.get("scheme"), asked.get("year"))
    current = next((each for each in years if (each.scheme, each.year) == here), years[0] if years else None)
    schemes = _by_scheme(request, years, current)
    is_here = current is not None and (current.scheme, current.year) == here
    note = current.note if current and is_here else ""
    named = f"{current.short_name} {current.year}" if current and is_here and len(schemes) > 1 else ""
    return Chrome(menu_for(request, actor, current), schemes, current, note, named)


def _by_scheme(request: HttpRequest, years: list[YearChoice], current: YearChoice | None) -> list[list[Switch]]:
    """The years of each scheme, the newest first. A choice keeps the page if every round has it: one that is about
    nothing but the round."""
    match = request.resolver_match
    stays = match is not None and request.method == "GET" and set(match.kwargs) == RoundKeys.__required_keys__
    name = match.view_name if match and stays else "start"
    schemes: dict[str, list[Switch]] = {}
    for choice in years:
        url = reverse(name, kwargs={**choice.where})
        schemes.setdefault(choice.scheme, []).append(Switch(choice, url, choice is current))
    return list(schemes.values())


def _help_address(request: HttpRequest) -> str:
    """Where the help of the page is; a page that is not found has the list of all help."""
    match = request.resolver_match
    if match is None or match.view_name == HELP:
        return reverse(HELP)
    asked = {"side": match.view_name, "kontor": match.kwargs.get("office", "")}
    return f"{reverse(HELP)}?{urlencode({key: value for key, value in asked.items() if value})}"


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the base template."""
    actor = actor_in(request)
    return {
        "actor": actor,
        "chrome": SimpleLazyObject(lambda: _chrome(request, actor)),
        "help_address": _help_address(request),
        "demo": settings.FORDEL_DEMO,
        "demo_now": now() if settings.FORDEL_DEMO else None,
        "languages": settings.LANGUAGES,
    }
