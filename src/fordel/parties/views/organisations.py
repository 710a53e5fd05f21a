"""The organisations an office works with: find them, and register those that are missing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.parties.actors import actor_in
from fordel.parties.forms import KINDS, read_organisation
from fordel.parties.models import LanguageForm, Office, OrganisationKind
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
from fordel.parties.services.register_organisation import register_organisation
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error
from fordel.shared.paging import paged


@access(reads_office, target=office_from_url)
def organisations(request: PageRequest[Office], office: str) -> HttpResponse:
    return _page(request, request.target)


@require_POST
@access(is_case_officer, target=office_from_url)
def register(request: PageRequest[Office], office: str) -> HttpResponse:
    """Registers what was typed; it stays on the page when something is wrong."""
    place = request.target
    try:
        new = read_organisation(request.POST, place)
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
    except UserError as error:
        return _page(request, place, error)
    messages.success(request, _("%(name)s is registered.") % {"name": made.name})
    return redirect("organisations", office=office)


def _looked_up(number: str, place: Office) -> dict[str, Any]:
    """What the register says of the number, to fill in the form with; a register that is away stops nobody."""
    answer = look_up_organisation(number)
    typed: dict[str, Any] = {"organisation_number": answer.number}
    if isinstance(answer, Away):
        said = _("We get no answer from Enhetsregisteret now. You can write the name yourself.")
        return {"typed": typed, "lookup": ("warning", said)}
    if isinstance(answer, NotFound):
        said = _("Enhetsregisteret has no organisation with this number.")
        wrong = _("That is not an organisation number. It has nine digits, and the last one is a check digit.")
        return {"typed": typed, "lookup": ("warning", said if answer.is_number else wrong)}
    if answer.closed:
        return {"typed": typed, "lookup": ("danger", words_of_closed(answer))}
    if answer.organisation_id is not None:
        return {"lookup": ("info", _("%(name)s is registered here already.") % {"name": answer.name})}
    said = _("Fetched from Enhetsregisteret. You can change it before you register.")
    typed |= {"name": answer.name, "language_form": answer.language_form, "kind": OrganisationKind.PRIVATE_OWNER.value}
    if answer.municipality_id in {pk for pk, _name in municipalities_of(place)}:
        typed["municipality"] = str(answer.municipality_id)
    return {"typed": typed, "lookup": ("info", said)}


def _page(request: HttpRequest, place: Office, error: UserError | None = None) -> HttpResponse:
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
        "kinds": [(kind.value, kind.label) for kind in KINDS],
        "municipalities": municipalities_of(place),
        "forms": [(form.value, form.label) for form in LanguageForm if form.value],
        "error": error,
        "typed": request.POST if error else {},
    }
    if "nummer" in request.GET and not error:
        context |= _looked_up(request.GET["nummer"], place)
    return render_or_error(request, "parties/organisations.html", context, error)
