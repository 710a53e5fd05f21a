"""Providers that are suggested to an owner, with the reason in words."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.partnership.models import ProviderOffer
from fordel.partnership.presentation.offer_list import capacity_lines, kind_words, language_words, theme_words
from fordel.partnership.selectors.fitting import fitting_offers, measures_together
from fordel.reports.plugs.suggestions import Sought, Suggestion


def suggestions(sought: Sought) -> list[Suggestion]:
    """Those that fit what the owner looks for, in the order of the alphabet."""
    found = fitting_offers(sought)
    together = measures_together(sought, [offer.organisation_id for offer in found]) if found else {}
    return [_suggestion(offer, sought, together.get(offer.organisation_id, 0)) for offer in found]


def _suggestion(offer: ProviderOffer, sought: Sought, together: int) -> Suggestion:
    url = reverse("providers:provider", kwargs={"offering_id": offer.organisation_id})
    reasons = tuple(_reasons(offer, sought, together))
    return Suggestion(offer.organisation_id, offer.organisation.name, url, reasons)


def _reasons(offer: ProviderOffer, sought: Sought, together: int) -> Iterator[str]:
    yield _("Offers: %(themes)s") % {"themes": theme_words(offer, sought.themes)}
    yield _("Room for measures: %(halves)s") % {"halves": "; ".join(capacity_lines(offer))}
    if words := kind_words(offer):
        yield _("Kinds of measure: %(kinds)s") % {"kinds": words}
    if words := language_words(offer):
        yield _("Languages: %(languages)s") % {"languages": words}
    if together:
        text = ngettext("You have %(count)s measure together", "You have %(count)s measures together", together)
        yield text % {"count": together}
