"""What providers offer: a list and a page for everybody who is signed in, and a page where a provider keeps its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.partnership.forms import OfferForm, values_of_offer
from fordel.partnership.models import OfferLanguage, ProviderOffer
from fordel.partnership.permissions import acts_for_provider
from fordel.partnership.presentation.offer_list import offer_facts, offer_list
from fordel.partnership.selectors.offers import (
    coming_half_years,
    offer_from_url,
    offer_of,
    offers,
    provider_of,
    theme_names,
)
from fordel.partnership.services.offers import save_offer
from fordel.shared.access import PageRequest, access, signed_in
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(signed_in)
def providers(request: PageRequest[None]) -> HttpResponse:
    """Every offer, in the order of the alphabet."""
    names, asked = theme_names(), request.GET.dict()
    rows = list(offers(asked))
    context = {
        "rows": rows,
        "table": offer_list(names).table(
            rows, _("What providers offer, in the order of the alphabet"), css="dense stacked"
        ),
        "themes": names.items(),
        "languages": OfferLanguage.choices,
        "asked": asked,
    }
    return render(request, "partnership/providers.html", context)


@access(signed_in, target=offer_from_url)
def provider(request: PageRequest[ProviderOffer], offering_id: int) -> HttpResponse:
    """One offer."""
    offer = request.target
    is_own = acts_for_provider(request.actor).allowed and request.actor.organisation_id == offer.organisation_id
    context = {"offer": offer, "facts": offer_facts(offer, theme_names()), "is_own": is_own}
    return render(request, "partnership/provider.html", context)


@access(acts_for_provider)
def own(request: PageRequest[None]) -> HttpResponse:
    """Where a provider keeps its offer."""
    organisation = provider_of(request.actor.organisation_id)
    halves, offer = coming_half_years(), offer_of(organisation.pk)
    form = OfferForm(theme_names(), halves, sent(request), initial=values_of_offer(offer))

    def save() -> HttpResponse:
        save_offer(organisation, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved. Owners see it at once."))
        return HttpResponseRedirect(reverse("providers:provider", kwargs={"offering_id": organisation.pk}))

    context = {"form": form, "organisation": organisation}
    return save_or_show(request, form, save, lambda: render_or_error(request, "partnership/offer.html", context, form))
