"""What the system holds about the person at the keyboard: to see, to take along, and to have erased."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.parties.models import JoinRequestState, Role, SignInMethod
from fordel.parties.selectors.own_data import own_data
from fordel.parties.services.erase_person import erase_person
from fordel.parties.views.own_sign_in import fresh
from fordel.shared.access import PageRequest, access, signed_in


@access(signed_in)
@fresh
def my_data(request: PageRequest[None]) -> HttpResponse:
    held = own_data(request.actor.person_or_refuse)
    context = {
        "held": held,
        "roles": [row | {"role_name": Role(row["role"]).label} for row in held["roles"]],
        "requests": [row | {"state_name": JoinRequestState(row["state"]).label} for row in held["requests_to_join"]],
        "methods": sorted({str(SignInMethod(row["method"]).label) for row in held["sign_ins"]}),
        "modules": _by_module(held["named_elsewhere"]),
    }
    return render(request, "parties/my_data.html", context)


@access(signed_in)
@fresh
def my_data_file(request: PageRequest[None]) -> HttpResponse:
    """The same as JSON."""
    held = own_data(request.actor.person_or_refuse)
    response = JsonResponse(held, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mine-opplysninger.json"'
    return response


@access(signed_in)
@fresh
def erase_me(request: PageRequest[None]) -> HttpResponse:
    """Says what goes and what stays; a POST with the box ticked does it."""
    person = request.actor.person_or_refuse
    if request.method == "POST" and "sure" in request.POST:
        erase_person(person.pk)
        logout(request)
        messages.success(request, _("You are erased, and signed out."))
        return redirect("home")
    not_ticked = request.method == "POST"
    held = own_data(person)
    context = {"not_ticked": not_ticked, "modules": _by_module(held["named_elsewhere"]), "roles": len(held["roles"])}
    return render(request, "parties/erase_me.html", context, status=409 if not_ticked else 200)


def _by_module(mentions: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """(words for the module, how many places in it name the person), in the order of the year."""
    words = {
        "parties": _("Invitations and answers you have given"),
        "programme": _("Frames and deadlines"),
        "needs": _("Needs reports and what belongs to them"),
        "forum": _("The forum's work"),
        "meetings": _("Meetings and minutes"),
        "decisions": _("Proposals, decisions and letters"),
        "shared": _("Files"),
    }
    counts: dict[str, int] = {}
    for mention in mentions:
        name = words.get(mention["module"], mention["module"])
        counts[name] = counts.get(name, 0) + mention["count"]
    return list(counts.items())
