"""Addresses from before the scheme stood in them: each leads to the same page of the office's main scheme."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from fordel.programme.selectors.rounds import main_scheme_slug
from fordel.shared.access import PageRequest, access, anyone


@access(anyone)
def main_scheme(request: PageRequest[None], office: str, year: int, tail: str) -> HttpResponse:
    return to_main_scheme(request, office, year, tail)


def to_main_scheme(request: HttpRequest, office: str, year: int, tail: str) -> HttpResponse:
    """Redirect by the address alone: whether there is such a page, and who may open it, is answered there.

    Raises Http404 for an office that is unknown, and for anything but GET and HEAD: what is posted is not sent on.
    """
    scheme = main_scheme_slug(office) if request.method in ("GET", "HEAD") else None
    if scheme is None:
        raise Http404
    start = reverse("start", kwargs={"office": office, "scheme": scheme, "year": year})
    query = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{start}{quote(tail)}" + (f"?{query}" if query else ""))
