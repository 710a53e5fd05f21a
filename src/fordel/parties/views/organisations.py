"""The organisations an office works with: find them, and register those that are missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.forms import OrganisationForm
from fordel.parties.models import Office, OrganisationKind
from fordel.parties.permissions import is_case_officer, reads_office
from fordel.parties.presentation.organisation_list import organisation_table
from fordel.parties.selectors.access import count_of_requests
from fordel.parties.selectors.organisations import municipalities_of, office_from_url, organisations_of
from fordel.parties.services.look_up_organisation import (
    Away,
    NotFound,
    look_up_organisation,
    require_open,
    words_of_closed,
)
from fordel.parties.services.organisations import register_organisation
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.paging import paged


@access(reads_office, target=office_from_url)
def organisations(request: PageRequest[Office], office: str) -> HttpResponse:
    return _page(request, request.target)


@require_POST
@access(is_case_officer, target=office_from_url)
def register(request: PageRequest[Office], office: str) -> HttpResponse:
    """Registers what was typed; it stays on the page when something is wrong."""
    place, form = request.target, OrganisationForm(sent(request), request.target)

    def save() -> HttpResponse:
        new = form.organisation()
        if new.number:
            require_open(new.number)
        made = register_organisation(
            new.name,
            new.kind,
            organisation_number=new.number,
            municipality_id=new.municipality_id,
            language_form=new.language_form,
            actor=request.actor.person_or_refuse,
        )
        messages.success(request, _("%(name)s is registered.") % {"name": made.name})
        return redirect("organisations", office=office)

    return save_or_show(request, form, save, lambda: _page(request, place, form))


def _looked_up(number: str, place: Office) -> tuple[dict[str, Any], tuple[str, str]]:
    """What the register says of the number: for the form, and in words with their kind of notice.

    A register that is away stops nobody.
    """
    answer = look_up_organisation(number)
    typed: dict[str, Any] = {"organisation_number": answer.number}
    if isinstance(answer, Away):
        said = _("We get no answer from Enhetsregisteret now. You can write the name yourself.")
        return typed, ("warning", said)
    if isinstance(answer, NotFound):
        said = _("Enhetsregisteret has no organisation with this number.")
        wrong = _("That is not an organisation number. It has nine digits, and the last one is a check digit.")
        return typed, ("warning", said if answer.is_number else wrong)
    if answer.closed:
        return typed, ("danger", words_of_closed(answer))
    if answer.organisation_id is not None:
        return {}, ("info", _("%(name)s is registered here already.") % {"name": answer.name})
    said = _("Fetched from Enhetsregisteret. You can change it before you register.")
    typed |= {"name": answer.name, "language_form": answer.language_form, "kind": OrganisationKind.PRIVATE_OWNER.value}
    if answer.municipality_id in {pk for pk, _name in municipalities_of(place)}:
        typed["municipality"] = str(answer.municipality_id)
    return typed, ("info", said)


def _page(request: HttpRequest, place: Office, sent_form: OrganisationForm | None = None) -> HttpResponse:
    search = request.GET.get("q", "").strip()
    found = list(organisations_of(place, search))
    page = paged(found, request.GET.get("side"))
    context = {
        "office": place,
        "search": search,
        "count": len(found),
        "requests": count_of_requests(place),
        "page": page,
        "table": organisation_table(place, page),
        "page_query": f"q={search}&" if search else "",
        "may_register": is_case_officer(actor_in(request), place).allowed,
    }
    form = sent_form
    if form is None and context["may_register"]:
        known: dict[str, Any] = {}
        if "nummer" in request.GET:
            known, context["lookup"] = _looked_up(request.GET["nummer"], place)
        form = OrganisationForm(None, place, known)
    return render_or_error(request, "parties/organisations.html", {**context, "form": form}, form)
