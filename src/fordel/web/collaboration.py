"""How many requests to take part wait for the organisation, asked for once a page."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from fordel.needs.selectors.answers import RequestCounts, request_counts
from fordel.parties.actors import actor_in
from fordel.parties.models import Role
from fordel.shared.clock import now

_KEY: Final = "has_requests"


def counts_in(request: HttpRequest) -> RequestCounts:
    """The counts of the organisation acted for; zeros for everybody else. One query, whoever asks."""
    known: RequestCounts | None = getattr(request, "_request_counts", None)
    if known is None:
        actor = actor_in(request)
        asks = actor.is_in(Role.OWNER, Role.PARTNER) and actor.organisation_id is not None
        known = request_counts(actor.organisation_id or 0, now()) if asks else RequestCounts(0, 0)
        request._request_counts = known  # type: ignore[attr-defined]  # for the rest of the page
        if actor.is_in(Role.OWNER) and request.session.get(_KEY) != bool(known.all):
            request.session[_KEY] = bool(known.all)
    return known


def had_requests(request: HttpRequest) -> bool:
    """Whether an owner had any when last counted: for pages that must be quick."""
    return bool(request.session.get(_KEY))
