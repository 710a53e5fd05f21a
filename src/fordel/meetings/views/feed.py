"""A person's meetings as a calendar to subscribe to."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.meetings.documents.invitations import feed_ics
from fordel.meetings.selectors.meetings import calendar_of
from fordel.meetings.services.renew_feed import feed_token, person_of_token, renew_feed
from fordel.shared.access import PageRequest, access, anyone, signed_in
from fordel.shared.addresses import full_address


@access(signed_in)
def own_calendar(request: PageRequest[None]) -> HttpResponse:
    """The address, and the meetings in it; a POST makes a new address."""
    person = request.actor.person_or_refuse
    if request.method == "POST":
        renew_feed(person)
        messages.success(request, _("You have a new calendar address. An earlier one does not work any more."))
        return redirect("calendar")
    token = feed_token(person)
    address = full_address(reverse("calendar-feed", kwargs={"token": token})) if token else ""
    return render(request, "meetings/calendar.html", {"address": address, "meetings": calendar_of(person)})


@access(anyone)
def calendar_feed(request: PageRequest[None], token: str) -> HttpResponse:
    """What a calendar program fetches: it cannot sign in, so the address itself is the key. Whoever may not
    read any meeting today gets a calendar without meetings, and their program takes out those it had."""
    person = person_of_token(token)
    if person is None:
        raise Http404
    content = feed_ics(calendar_of(person), _("Meetings in Fordel"))
    headers = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
