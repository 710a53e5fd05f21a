"""What every page knows: the menu of the role, the year, and the demo's clock. Costs one query when signed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from fordel.parties.actors import Actor, actor_in
from fordel.shared.clock import now
from fordel.web.menu import MenuItem, menu_for
from fordel.web.years import YearChoice, years_of_actor


@dataclass(frozen=True)
class Chrome:
    """The frame around the page: menu, years and place."""

    menu: list[MenuItem]
    years: list[YearChoice]
    year: int | None


def _chrome(request: HttpRequest, actor: Actor) -> Chrome:
    match = request.resolver_match
    asked = match.kwargs.get("year") if match else None
    years = years_of_actor(actor, match.kwargs.get("office", "") if match else "")
    current = next((choice for choice in years if choice.year == asked), years[0] if years else None)
    return Chrome(menu_for(request, actor, current), years, current.year if current else None)


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
