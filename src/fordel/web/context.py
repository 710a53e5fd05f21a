"""What every page knows: the menu of the role, the year, and the demo's clock. Costs one query when signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fordel.needs.selectors.casework.counts import waiting_for_owner
from fordel.parties.actors import Actor, actor_in
from fordel.parties.models import Role
from fordel.programme.where import RoundKeys
from fordel.shared.clock import now
from fordel.web.collaboration import counts_in, had_requests
from fordel.web.menu import MenuItem, menu_for
from fordel.web.years import YearChoice, years_of_actor

# The pages of a draft are asked for most on the last evening: they do without the count of what waits.
_WRITING: Final = ("draft", "party", "attachment")


@dataclass(frozen=True)
class Switch:
    """A year of a scheme in the header, with the address of the same page there."""

    choice: YearChoice
    url: str
    is_current: bool


@dataclass(frozen=True)
class Chrome:
    """The frame around the page: the menu, and the years to choose between, by scheme."""

    menu: list[MenuItem]
    schemes: list[list[Switch]]
    current: YearChoice | None


def _requests(request: HttpRequest, actor: Actor, *, counts: bool) -> int | None:
    """How many requests to take part wait; None where the entry is not shown: to an owner that was never asked."""
    if actor.role not in (Role.OWNER, Role.PARTNER):
        return None
    if not counts:
        return 0 if had_requests(request) else None
    found = counts_in(request)
    return found.waiting if found.all or actor.role == Role.PARTNER else None


def _chrome(request: HttpRequest, actor: Actor) -> Chrome:
    match = request.resolver_match
    asked = match.kwargs if match else {}
    years = years_of_actor(actor, asked.get("office", ""))
    here = (asked.get("scheme"), asked.get("year"))
    current = next((each for each in years if (each.scheme, each.year) == here), years[0] if years else None)
    counts = actor.role == Role.OWNER and not (match and (match.url_name or "").startswith(_WRITING))
    waiting = waiting_for_owner(actor.organisation_id or 0) if counts else 0
    requests = _requests(request, actor, counts=counts or actor.role == Role.PARTNER)
    menu = menu_for(actor, current, request.path, waiting, requests)
    return Chrome(menu, _by_scheme(request, years, current), current)


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


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the base template."""
    actor = actor_in(request)
    return {
        "actor": actor,
        "chrome": SimpleLazyObject(lambda: _chrome(request, actor)),
        "demo": settings.FORDEL_DEMO,
        "demo_now": now() if settings.FORDEL_DEMO else None,
        "languages": settings.LANGUAGES,
    }
