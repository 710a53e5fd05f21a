"""The first page after sign-in, for each role."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fordel.parties.actors import actor_in
from fordel.parties.permissions import is_auditor, is_forum_member, works_at_office
from fordel.programme.selectors.rounds import round_from_url
from fordel.shared.access import access, anyone
from fordel.web.years import years_of_actor


@access(anyone)
def home(request: HttpRequest) -> HttpResponse:
    """Sends each role to its own start page; a visitor gets the public one."""
    years = years_of_actor(actor_in(request))
    if years:
        return redirect("start", office=years[0].office, year=years[0].year)
    return render(request, "web/home.html")


@access(works_at_office | is_auditor | is_forum_member, target=round_from_url)
def office_start(request: HttpRequest, office: str, year: int) -> HttpResponse:
    return render(request, "web/start.html", {"round": request.target})  # type: ignore[attr-defined]
