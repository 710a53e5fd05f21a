"""The calendars of an office and of a person: pages, and what calendar programs fetch."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.meetings.services.renew_feed import feed_token, person_of_token, renew_feed
from fordel.parties.actors import VISITOR
from fordel.parties.models import Office
from fordel.parties.plugs.calendar import OwnLook, office_calendar, own_calendar
from fordel.parties.selectors.actors import actors_of
from fordel.parties.selectors.organisations import office_from_url
from fordel.shared.access import PageRequest, access, anyone, signed_in
from fordel.shared.addresses import full_address
from fordel.shared.calendars import feed
from fordel.shared.clock import now
from fordel.web.presentation.calendar_page import Asked, calendar_page

_KEPT: Final = timedelta(days=366)
"""So long is what has been in a calendar that a program fetches."""


def _asked(request: PageRequest[None] | PageRequest[Office]) -> Asked:
    return Asked.read(request.GET.dict(), request.GET.getlist("type"))


@access(anyone, target=office_from_url)
def of_office(request: PageRequest[Office], office: str) -> HttpResponse:
    """What is on at the office, as far as the reader may know: a month, or a list."""
    asked = _asked(request)
    page = calendar_page(asked, office_calendar(request.actor, request.target, asked.since))
    address = full_address(reverse("office-calendar-feed", kwargs={"office": office}))
    return render(request, "web/office_calendar.html", {"office": request.target, "page": page, "address": address})


@access(anyone, target=office_from_url)
def feed_of_office(request: PageRequest[Office], office: str) -> HttpResponse:
    """What everybody may know of, for a calendar program."""
    entries = office_calendar(VISITOR, request.target, now() - _KEPT)
    return _answer(feed(entries, request.target.name), "public, max-age=600")


@access(signed_in)
def own(request: PageRequest[None]) -> HttpResponse:
    """What concerns the person in any of their roles; a POST makes a new address for their calendar program."""
    person = request.actor.person_or_refuse
    if request.method == "POST":
        renew_feed(person)
        messages.success(request, _("You have a new calendar address. An earlier one does not work any more."))
        return redirect("calendar")
    asked, token = _asked(request), feed_token(person)
    page = calendar_page(asked, own_calendar(OwnLook(person, actors_of(person), asked.since)))
    address = full_address(reverse("calendar-feed", kwargs={"token": token})) if token else ""
    return render(request, "web/own_calendar.html", {"page": page, "address": address})


@access(anyone)
def own_feed(request: PageRequest[None], token: str) -> HttpResponse:
    """What a calendar program fetches: it cannot sign in, so the address itself is the key. What the person may not
    read today is not in it, and their program takes it out."""
    person = person_of_token(token)
    if person is None:
        raise Http404
    entries = own_calendar(OwnLook(person, actors_of(person), now() - _KEPT))
    return _answer(feed(entries, _("Fordel")), "private, no-cache")


def _answer(content: str, cache: str) -> HttpResponse:
    headers = {"Cache-Control": cache, "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
