"""The open data of an office: a page, and the files that programs read. Everybody may read them."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fordel.insight.presentation import open_data as files
from fordel.insight.selectors.open_data import OpenGrant, exempt_counts, open_grants
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import now


def _sums(grants: list[OpenGrant]) -> list[tuple[int, str, str, int, int, str]]:
    """(year, scheme in addresses, scheme, number of grants, kroner, note), in the order of the grants."""
    found: dict[tuple[int, str, str], list[OpenGrant]] = {}
    for each in grants:
        found.setdefault((each.year, each.scheme, each.scheme_name), []).append(each)
    return [(*key, len(chosen), sum(one.amount for one in chosen), chosen[0].note) for key, chosen in found.items()]


@access(anyone, target=office_from_url)
def page(request: PageRequest[Office], office: str) -> HttpResponse:
    """What can be downloaded, and the sums of each year."""
    exempt = exempt_counts(request.target)
    sums = [(*each, exempt.get(each[:2], 0)) for each in _sums(open_grants(request.target))]
    return render(request, "insight/open_data.html", {"office": request.target, "sums": sums})


@access(anyone, target=office_from_url)
def grants_json(request: PageRequest[Office], office: str) -> HttpResponse:
    grants = open_grants(request.target)
    if not grants:  # a package of the standard holds at least one
        raise Http404
    return files.grants_json(request.target, grants, now()).answer()


@access(anyone, target=office_from_url)
def grants_csv(request: PageRequest[Office], office: str) -> HttpResponse:
    return files.grants_csv(request.target, open_grants(request.target)).answer()


@access(anyone, target=office_from_url)
def description(request: PageRequest[Office], office: str) -> HttpResponse:
    return files.description(request.target).answer()
