"""Signing in and out, choosing a role and a language."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.models import Role, RoleAssignment
from fordel.parties.selectors.actors import assignments_of
from fordel.shared.access import access, anyone, signed_in
from fordel.shared.audit import record
from fordel.shared.fields import id_from_form
from fordel.web.middleware import ASSIGNMENT_KEY, LANGUAGE_COOKIE


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: the asked-for page on this site, else the start page."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    allowed = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if allowed else "/"


@access(anyone)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign-in with e-mail and password; in the demo the people are listed on the demo page instead."""
    form = AuthenticationForm(request, data=request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = form.get_user()
        login(request, person)
        record("parties.person.signed_in", actor=person, subject=person)
        return HttpResponseRedirect(safe_next(request))
    if settings.FORDEL_DEMO and request.method == "GET":
        return redirect("demo")
    return render(request, "web/sign_in.html", {"form": form, "next": safe_next(request)})


@require_POST
@access(anyone)
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


@access(signed_in)
def switch_role(request: HttpRequest) -> HttpResponse:
    """Choose which of one's roles to act in; it holds until the next choice."""
    person = actor_in(request).person_or_refuse
    if request.method == "POST":
        chosen = RoleAssignment.objects.filter(person=person, pk=id_from_form(request.POST.get("assignment"))).first()
        if chosen is not None:
            request.session[ASSIGNMENT_KEY] = chosen.pk
        return redirect("home")
    assignments = [row | {"role_name": Role(row["role"]).label} for row in assignments_of(person)]
    return render(request, "web/switch_role.html", {"assignments": assignments})


@require_POST
@access(anyone)
def choose_language(request: HttpRequest) -> HttpResponse:
    response = HttpResponseRedirect(safe_next(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, samesite="Lax", httponly=True)
    return response
