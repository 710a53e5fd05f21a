"""Coming in by oneself: asking to join an organisation, and accepting an invitation."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.parties.forms import JoinForm
from fordel.parties.models import Organisation
from fordel.parties.selectors.access import organisations_to_join, requests_of
from fordel.parties.services.joining import (
    accept_invitation,
    ask_to_join,
    find_invitation,
    why_not,
    withdraw_join_request,
)
from fordel.shared.access import PageRequest, access, anyone, signed_in
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(signed_in)
def join(request: PageRequest[None]) -> HttpResponse:
    """Search, choose, ask. The choice is in the address until it is sent."""
    person = request.actor.person_or_refuse
    form = JoinForm(sent(request), initial=request.GET.dict())
    search = str(form["q"].value() or "").strip()
    found = organisations_to_join(search)
    hits = ngettext("%(counter)s hit for «%(search)s»", "%(counter)s hits for «%(search)s»", len(found))
    form.show(found, hits % {"counter": len(found), "search": search})

    def save() -> HttpResponse:
        chosen = Organisation.objects.filter(pk=form.cleaned_data["organisation"]).first()
        if chosen is None:
            raise UserError(_("Choose an organisation."), _("Search for its name or number first."), "organisation")
        ask_to_join(person, chosen, form.cleaned_data["message"])
        said = _("Your question is sent to those who answer for %(name)s. You get a mail.")
        messages.success(request, said % {"name": chosen.name})
        return redirect("join")

    context = {"search": search, "found": found, "requests": requests_of(person), "form": form}
    return save_or_show(request, form, save, lambda: render_or_error(request, "parties/join.html", context, form))


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
