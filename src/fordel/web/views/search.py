"""The one search box: what every module found, side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from fordel.parties.plugs.search import found_by
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.search import search_query

LONGEST = 100


@access(anyone)
def search(request: PageRequest[None]) -> HttpResponse:
    """What the reader may see of the words that were typed."""
    words = request.GET.get("q", "")[:LONGEST]
    found = found_by(request.actor, words) if search_query(words) is not None else []
    context = {"words": words, "found": found, "count": sum(len(each.hits) for each in found)}
    return render(request, "web/search.html", context)
