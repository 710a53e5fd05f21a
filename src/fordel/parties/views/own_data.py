"""What the system holds about the person at the keyboard: to see, to take along, and to have erased."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.parties.forms import EraseForm
from fordel.parties.models import JoinRequestState, Role, SignInMethod
from fordel.parties.presentation.steps import erase_step
from fordel.parties.selectors.own_data import own_data
from fordel.parties.services.erase_person import erase_person
from fordel.parties.views.own_sign_in import fresh
from fordel.shared.access import PageRequest, access, signed_in
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import sent
from fordel.shared.pages.steps import ask_first


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
    """Says what goes and what stays; the button of the page does it, if the box is ticked."""
    person, form = request.actor.person_or_refuse, EraseForm(sent(request))
    held = own_data(person)

    def carry_out() -> HttpResponse:
        if not form.cleaned_data["sure"]:
            raise UserError(_("Tick that you have understood."), "", "sure")
        erase_person(person.pk)
        logout(request)
        messages.success(request, _("You are erased, and signed out."))
        return redirect("home")

    return ask_first(request, erase_step(len(held["roles"]), _by_module(held["named_elsewhere"])), carry_out, form)


def _by_module(mentions: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """(words for the module, how many places in it name the person), in the order of the year."""
    words = {
        "parties": _("Invitations and answers you have given"),
        "programme": _("Frames and deadlines"),
        "reports": _("Needs reports and what belongs to them"),
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
