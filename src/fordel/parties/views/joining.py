"""Coming in by oneself: asking to join an organisation, and accepting an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.models import Organisation
from fordel.parties.selectors.access import organisations_to_join, requests_of
from fordel.parties.services.accept_invitation import accept_invitation, find_invitation, why_not
from fordel.parties.services.ask_to_join import ask_to_join, withdraw_join_request
from fordel.shared.access import PageRequest, access, anyone, signed_in
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.answers import render_or_error


@access(signed_in)
def join(request: PageRequest[None]) -> HttpResponse:
    """Search, choose, ask. The choice stands in the address until it is sent."""
    person = request.actor.person_or_refuse
    typed = request.POST if request.method == "POST" else request.GET
    search, error = typed.get("q", "").strip(), None
    chosen = Organisation.objects.filter(pk=id_from_form(typed.get("organisation"))).first()
    if request.method == "POST":
        try:
            if chosen is None:
                raise UserError(_("Choose an organisation."), _("Search for its name or number first."), "organisation")
            ask_to_join(person, chosen, request.POST.get("message", ""))
            said = _("Your question is sent to those who answer for %(name)s. You get a mail.")
            messages.success(request, said % {"name": chosen.name})
            return redirect("join")
        except UserError as found:
            error = found
    context = {
        "search": search,
        "found": organisations_to_join(search),
        "chosen": chosen,
        "message": typed.get("message", ""),
        "requests": requests_of(person),
        "error": error,
    }
    return render_or_error(request, "parties/join.html", context, error)


@require_POST
@access(signed_in)
def withdraw(request: PageRequest[None], request_id: int) -> HttpResponse:
    """Takes one's own question back."""
    withdraw_join_request(request_id, request.actor.person_or_refuse)
    return redirect("join")


@access(anyone)
def invitation(request: PageRequest[None], token: str) -> HttpResponse:
    """What one is invited to; accepted by a press of a button, with the address that was invited."""
    actor, found = request.actor, find_invitation(token)
    error = why_not(found, actor.person)
    if request.method == "POST" and actor.person is not None and error is None:
        accept_invitation(token, actor.person)
        messages.success(request, _("Welcome. You can act in your new role now."))
        return redirect("home")
    context = {"invitation": found, "error": error, "path": request.path}
    return render_or_error(request, "parties/invitation.html", context, error)
