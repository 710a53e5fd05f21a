"""Who is in: a page for an organisation's administrator, one for the office, and one about an organisation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.forms import InviteForm, InviteToOfficeForm
from fordel.parties.models import Office, Organisation
from fordel.parties.permissions import (
    administers_office,
    administers_own_organisation,
    is_case_officer,
    lets_people_in,
    reads_office,
)
from fordel.parties.presentation.people_list import invitation_table, people_table
from fordel.parties.presentation.sign_in_list import sign_in_list
from fordel.parties.selectors.access import AccessList, access_of_office, access_of_organisation
from fordel.parties.selectors.organisations import office_from_url, organisations_of
from fordel.parties.selectors.sign_ins import sign_ins_at
from fordel.parties.services.invite_person import invite_person
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.row_actions import RowActions
from fordel.shared.paging import paged_query


@access(administers_own_organisation)
def colleagues(request: PageRequest[None]) -> HttpResponse:
    """Those who act for the actor's own organisation."""
    actor = request.actor
    place = get_object_or_404(Organisation, pk=actor.organisation_id)
    return _people_page(request, place, may_change=True, mine=True)


@access(reads_office, target=office_from_url)
def organisation(request: PageRequest[Office], office: str, organisation_id: int) -> HttpResponse:
    """An organisation as the office sees it: what is registered, and who acts for it."""
    place = request.target
    found = get_object_or_404(organisations_of(place), pk=organisation_id)
    return _people_page(request, found, may_change=lets_people_in(request.actor, found).allowed, office=place)


def _people_page(request: HttpRequest, place: Organisation, *, may_change: bool, **more: Any) -> HttpResponse:
    found = access_of_organisation(place.pk)
    form = InviteForm(initial={"next": request.path, "is_administrator": not found.people})
    context = {"place": place, "form": form, **_lists(request, found, request.path, may_change=may_change), **more}
    return render(request, "parties/people.html", context)


@access(reads_office, target=office_from_url)
def office_access(request: PageRequest[Office], office: str) -> HttpResponse:
    return _office_page(request, request.target, InviteToOfficeForm())


@require_POST
@access(administers_office, target=office_from_url)
def invite_to_office(request: PageRequest[Office], office: str) -> HttpResponse:
    """Invites a colleague at the office."""
    place, person, form = request.target, request.actor.person_or_refuse, InviteToOfficeForm(sent(request))

    def save() -> HttpResponse:
        typed = form.cleaned_data
        invitation = invite_person(
            typed["email"],
            actor=person,
            office=place,
            role=typed["role"],
            is_administrator=typed["is_administrator"],
        )
        messages.success(request, _("An invitation is on its way to %(email)s.") % {"email": invitation.email})
        return redirect("office-access", office=office)

    return save_or_show(request, form, save, lambda: _office_page(request, place, form))


@access(administers_office, target=office_from_url)
def office_sign_ins(request: PageRequest[Office], office: str) -> HttpResponse:
    """When and how the office's own people signed in."""
    place = request.target
    page = paged_query(sign_ins_at(place), request.GET.get("side"))
    table = sign_in_list(with_person=True).table(page, _("Attempts to sign in, the newest first"))
    context = {"office": place, "page": page, "count": page.paginator.count, "table": table}
    return render(request, "parties/office_sign_ins.html", context)


def _office_page(request: HttpRequest, place: Office, form: InviteToOfficeForm) -> HttpResponse:
    actor, here = actor_in(request), reverse("office-access", kwargs={"office": place.slug})
    context = {
        "office": place,
        "place": place,
        "may_answer": is_case_officer(actor, place).allowed,
        "form": form,
        **_lists(request, access_of_office(place), here, may_change=administers_office(actor, place).allowed),
    }
    return render_or_error(request, "parties/office_access.html", context, form)


def _lists(request: HttpRequest, found: AccessList, here: str, *, may_change: bool) -> dict[str, Any]:
    """Who is in, and who is invited, as tables: with what can be done with each, if the actor may. `here` is the page
    that one is back at afterwards; the request can be a form that was refused, at another address."""
    actor, actions = actor_in(request), RowActions(get_token(request), here) if may_change else None
    decides = bool(actor.is_administrator and actor.organisation_id)
    return {
        "here": here,
        "list": found,
        "may_change": may_change,
        "people_table": people_table(found.people, actor.person_or_refuse.pk, actions, gives_signing=decides),
        "invitation_table": invitation_table(found.invitations, actions),
    }
