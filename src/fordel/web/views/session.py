"""Signing out, choosing a role and a language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from fordel.parties.selectors.actors import actors_of
from fordel.parties.services.roles import choose_role
from fordel.shared.access import PageRequest, access, anyone, signed_in
from fordel.shared.pages.answers import came_from, pressed, sent
from fordel.web.forms import RoleForm
from fordel.web.middleware import ASSIGNMENT_KEY, LANGUAGE_COOKIE


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: the asked-for page on this site, else the start page."""
    return came_from(request) or "/"


@require_POST
@access(anyone)
def sign_out(request: PageRequest[None]) -> HttpResponse:
    logout(request)
    return redirect("home")


@access(signed_in)
def switch_role(request: PageRequest[None]) -> HttpResponse:
    """Choose which of one's roles to act in; it holds until the next choice, also the next time one signs in."""
    person = request.actor.person_or_refuse
    roles = actors_of(person)
    form = RoleForm(sent(request), roles, request.actor.assignment_id)
    if request.method == "POST":
        asked_for = form.cleaned_data["assignment"] if form.is_valid() else 0
        chosen = choose_role(person, asked_for, request.actor.assignment_id)
        if chosen is None:
            return redirect("switch-role")
        request.session[ASSIGNMENT_KEY] = chosen.pk
        return HttpResponseRedirect(safe_next(request))
    context = {"roles": roles, "form": form, "next": safe_next(request)}
    return render(request, "web/switch_role.html", context)


@csrf_exempt  # it changes nothing but what this browser shows; a token would make every visitor's page another one
@require_POST
@access(anyone)
def choose_language(request: PageRequest[None]) -> HttpResponse:
    """Show pages in the language from now on; a form of another site changes nothing."""
    response = HttpResponseRedirect(safe_next(request))
    language = pressed(request, "language")
    is_own = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    if is_own and language in dict(settings.LANGUAGES):
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True)
    return response
