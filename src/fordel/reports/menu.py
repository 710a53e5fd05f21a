"""What is shown beside the entries of needs in the menu, and who gets them. Each is asked for once a page."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from fordel.parties.actors import Actor, actor_in
from fordel.parties.models import Role
from fordel.reports.casework.selectors.counts import waiting_for_owner
from fordel.reports.drafting.selectors.own_list import OwnList
from fordel.reports.partners.selectors.answers import RequestCounts, request_counts
from fordel.reports.plugs.member_view import member_view
from fordel.shared.clock import now

# The pages of a draft are asked for most on the last evening: they do without the count of what waits.
_WRITING: Final = ("draft", "party", "attachment")
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


def has_seat(request: HttpRequest, actor: Actor) -> bool:
    """Whether the actor reads the year: a member of the forum only while a seat of theirs runs. At most one query."""
    return member_view(actor).has_seat


def own_reports_waiting(request: HttpRequest, actor: Actor) -> int:
    """How many of an owner's reports wait for it; 0 on pages that must be quick. At most one query, none on a page that
    has read them (`has_read`)."""
    if _is_writing(request):
        return 0
    known: int | None = getattr(request, "_own_reports_waiting", None)
    return waiting_for_owner(actor.organisation_id or 0) if known is None else known


def has_read(request: HttpRequest, own: OwnList) -> None:
    """The page has read the owner's reports: the menu counts those that the office waits for."""
    request._own_reports_waiting = sum(row.is_asked for row in own.rows)  # type: ignore[attr-defined]  # for the page


def requests_waiting(request: HttpRequest, actor: Actor) -> int:
    """How many requests to take part wait; 0 for an owner on pages that must be quick. At most one query."""
    return 0 if actor.role == Role.OWNER and _is_writing(request) else counts_in(request).waiting


def is_asked(request: HttpRequest, actor: Actor) -> bool:
    """Whether the organisation confirms collaboration: a partner does, and an owner that has been asked once."""
    if actor.role != Role.OWNER:
        return True
    return had_requests(request) if _is_writing(request) else bool(counts_in(request).all)


def _is_writing(request: HttpRequest) -> bool:
    match = request.resolver_match
    return bool(match and (match.url_name or "").startswith(_WRITING))
