"""What every page knows: the menu of the role, the year, and the demo's clock. Costs one query when signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fordel.needs.selectors.casework.counts import waiting_for_owner
from fordel.parties.actors import Actor, actor_in
from fordel.parties.models import Role
from fordel.shared.clock import now
from fordel.web.collaboration import counts_in, had_requests
from fordel.web.menu import MenuItem, menu_for
from fordel.web.years import YearChoice, years_of_actor

# The pages of a draft are asked for most on the last evening: they do without the count of what waits.
_WRITING: Final = ("draft", "party", "attachment")


@dataclass(frozen=True)
class Chrome:
    """The frame around the page: menu, years and place."""

    menu: list[MenuItem]
    years: list[YearChoice]
    year: int | None


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
    asked = match.kwargs.get("year") if match else None
    years = years_of_actor(actor, match.kwargs.get("office", "") if match else "")
    current = next((choice for choice in years if choice.year == asked), years[0] if years else None)
    counts = actor.role == Role.OWNER and not (match and (match.url_name or "").startswith(_WRITING))
    waiting = waiting_for_owner(actor.organisation_id or 0) if counts else 0
    requests = _requests(request, actor, counts=counts or actor.role == Role.PARTNER)
    return Chrome(menu_for(actor, current, request.path, waiting, requests), years, current.year if current else None)


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
