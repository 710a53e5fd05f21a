"""The partnerships of the organisation that a person acts for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.parties.models import Organisation
from fordel.parties.selectors.language import language_of_place
from fordel.partnership.forms import BeginForm
from fordel.partnership.models import Side
from fordel.partnership.permissions import acts_for_party
from fordel.partnership.presentation.addresses import agreement_address
from fordel.partnership.presentation.partnership_list import STATE_CHOICES, own_pairs
from fordel.partnership.selectors.agreement_form import form_with
from fordel.partnership.selectors.partnerships import NARROWS, narrowed, pairs_of_organisation, possible_others
from fordel.partnership.services.agreements import begin_agreement, partnership_of
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(acts_for_party)
def partnerships(request: PageRequest[None]) -> HttpResponse:
    """With whom the organisation has agreements."""
    organisation_id = request.actor.organisation_id or 0
    asked = request.GET.dict()
    rows = narrowed(pairs_of_organisation(organisation_id), asked)
    table = own_pairs(organisation_id).table(rows, _("Our partnerships"), asked, css="dense stacked")
    context = {
        "rows": rows,
        "table": table,
        "asked": asked,
        "states": STATE_CHOICES,
        "query": urlencode({name: asked[name] for name in NARROWS if asked.get(name)}),
    }
    return render(request, "partnership/own.html", context)


@access(acts_for_party)
def partnerships_file(request: PageRequest[None], kind: str) -> HttpResponse:
    """The same rows as a file."""
    organisation_id = request.actor.organisation_id or 0
    rows = narrowed(pairs_of_organisation(organisation_id), request.GET.dict())
    return own_pairs(organisation_id).file(kind, "partnerskap", _("Our partnerships"), rows)


@access(acts_for_party)
def new(request: PageRequest[None]) -> HttpResponse:
    """Begins an agreement."""
    own = get_object_or_404(
        Organisation.objects.select_related("municipality__office"), pk=request.actor.organisation_id
    )
    form = BeginForm(
        possible_others(own),
        sent(request),
        initial={"language": language_of_place(own), "other": request.GET.get("med", "")},
    )

    def save() -> HttpResponse:
        other = (
            Organisation.objects.select_related("municipality__office").filter(pk=form.cleaned_data["other"]).first()
        )
        if other is None:
            raise UserError(_("Nobody is chosen."), _("Choose with whom."), "other")
        owner, provider = (other, own) if own.is_partner else (own, other)
        side = Side.PROVIDER if own.is_partner else Side.OWNER
        language = form.cleaned_data["language"]
        begun = begin_agreement(partnership_of(owner, provider), side, language, request.actor.person_or_refuse)
        messages.success(request, _("The agreement is begun. %(name)s is notified.") % {"name": other.name})
        return HttpResponseRedirect(agreement_address(begun, "part", part=form_with(()).parts[0].code))

    context = {"form": form, "has_others": bool(form.fields["other"].choices[1:])}  # type: ignore[attr-defined]  # KeyField
    return save_or_show(request, form, save, lambda: render_or_error(request, "partnership/begin.html", context, form))
