"""Answers addresses that have moved: a page that is asked for is found where it is now, nothing else is done there."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from fordel.shared.access import PageRequest, access, anyone
from fordel.web.views.former_addresses import to_main_scheme


@access(anyone)
def to_office(
    request: PageRequest[None], office: str, year: str | int, page: str, rest: str
) -> HttpResponsePermanentRedirect:
    return _moved(request, f"/{office}/{page}/{rest}")


@access(anyone)
def to_round(request: PageRequest[None], office: str, year: str, page: str, rest: str) -> HttpResponse:
    return to_main_scheme(request, office, int(year), f"{page}/{rest}")


@access(anyone)
def to_votes(request: PageRequest[None], office: str, year: str, meeting_id: str, rest: str) -> HttpResponse:
    return to_main_scheme(request, office, int(year), f"avstemninger/{meeting_id}/{rest}")


def _moved(request: HttpRequest, address: str) -> HttpResponsePermanentRedirect:
    """The new address with the query of the old one. Raises Http404 for what is no reading: a form that is sent to an
    old address was made before the move."""
    if request.method not in ("GET", "HEAD"):
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
