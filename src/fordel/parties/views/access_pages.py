"""Who is in: a page for an organisation's administrator, one for the office, and one about an organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import OFFICE_ROLES, Office, Organisation, Role
from fordel.parties.permissions import (
    administers_office,
    administers_own_organisation,
    is_case_officer,
    lets_people_in,
    reads_office,
)
from fordel.parties.selectors.access import access_of_office, access_of_organisation
from fordel.parties.selectors.organisations import office_from_url, organisations_of
from fordel.parties.selectors.sign_ins import sign_ins_at
from fordel.parties.services.invite_person import invite_person
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error
from fordel.shared.paging import paged_query


@access(administers_own_organisation)
def colleagues(request: PageRequest[None]) -> HttpResponse:
    """Those who act for the actor's own organisation."""
    actor = request.actor
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    context = {"place": place, "list": access_of_organisation(place.pk), "may_change": True, "now": now(), "mine": True}
    return render(request, "parties/people.html", context)


@access(reads_office, target=office_from_url)
def organisation(request: PageRequest[Office], office: str, organisation_id: int) -> HttpResponse:
    """An organisation as the office sees it: what is registered, and who acts for it."""
    place = request.target
    found = get_object_or_404(organisations_of(place), pk=organisation_id)
    context = {
        "office": place,
        "place": found,
        "list": access_of_organisation(found.pk),
        "may_change": lets_people_in(request.actor, found).allowed,
        "now": now(),
    }
    return render(request, "parties/people.html", context)


@access(reads_office, target=office_from_url)
def office_access(request: PageRequest[Office], office: str) -> HttpResponse:
    return _office_page(request, request.target)


@require_POST
@access(administers_office, target=office_from_url)
def invite_to_office(request: PageRequest[Office], office: str) -> HttpResponse:
    """Invites a colleague at the office."""
    place = request.target
    person, posted = request.actor.person_or_refuse, request.POST
    try:
        invitation = invite_person(
            posted.get("email", ""),
            actor=person,
            office=place,
            role=posted.get("role", ""),
            is_administrator="is_administrator" in posted,
        )
    except UserError as error:
        return _office_page(request, place, error)
    messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
    return redirect("office-access", office=office)


@access(administers_office, target=office_from_url)
def office_sign_ins(request: PageRequest[Office], office: str) -> HttpResponse:
    """When and how the office's own people signed in."""
    place = request.target
    page = paged_query(sign_ins_at(place), request.GET.get("side"))
    context = {"office": place, "page": page, "count": page.paginator.count}
    return render(request, "parties/office_sign_ins.html", context)


def _office_page(request: HttpRequest, place: Office, error: UserError | None = None) -> HttpResponse:
    actor = actor_in(request)
    context = {
        "office": place,
        "place": place,
        "list": access_of_office(place),
        "may_answer": is_case_officer(actor, place).allowed,
        "may_change": administers_office(actor, place).allowed,
        "roles": [(role, Role(role).label) for role in OFFICE_ROLES],
        "error": error,
        "typed": request.POST if error else {},
        "now": now(),
    }
    return render_or_error(request, "parties/office_access.html", context, error)
