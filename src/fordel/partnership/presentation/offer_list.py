"""Offers of providers, in a list and on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.partnership.models import MeasureKind, OfferLanguage, ProviderOffer
from fordel.partnership.selectors.offers import coming_half_years, half_year_words
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList

_KINDS: Final = dict(MeasureKind.choices)
_LANGUAGES: Final = dict(OfferLanguage.choices)


def theme_words(offer: ProviderOffer, names: Mapping[str, str]) -> str:
    """The themes by name; those that no plan has any more are left out."""
    return ", ".join(names[code] for code in names if code in offer.themes)


def kind_words(offer: ProviderOffer) -> str:
    return ", ".join(str(label) for code, label in _KINDS.items() if code in offer.kinds)


def language_words(offer: ProviderOffer) -> str:
    return ", ".join(str(label) for code, label in _LANGUAGES.items() if code in offer.languages)


def capacity_lines(offer: ProviderOffer) -> list[str]:
    """`autumn 2026: 4` for this half-year and those to come that something is said of."""
    return [
        f"{half_year_words(code)}: {offer.capacity[code]}" for code in coming_half_years() if code in offer.capacity
    ]


def offer_list(names: Mapping[str, str]) -> PageList[ProviderOffer]:
    """The columns; `names` are the themes."""

    def name(row: ProviderOffer) -> SafeString:
        address = reverse("providers:provider", kwargs={"offering_id": row.organisation_id})
        return format_html('<a href="{}">{}</a>', address, row.organisation.name)

    return PageList(
        (
            ListColumn("name", gettext_lazy("Provider"), name, is_heading=True),
            ListColumn("themes", gettext_lazy("Themes"), lambda row: theme_words(row, names) or "–"),
            ListColumn(
                "capacity", gettext_lazy("Room for measures"), lambda row: "; ".join(capacity_lines(row)) or "–"
            ),
            ListColumn("languages", gettext_lazy("Languages"), lambda row: language_words(row) or "–"),
            ListColumn("changed", gettext_lazy("Changed"), lambda row: short_date(row.changed_at)),
        )
    )


def offer_facts(offer: ProviderOffer, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """(label, text) of what is said."""
    facts = [
        (_("Themes"), theme_words(offer, names)),
        (_("Kinds of measure"), kind_words(offer)),
        (_("Languages"), language_words(offer)),
        (_("Room for measures"), "; ".join(capacity_lines(offer))),
        (_("Contact"), ", ".join(filter(None, (offer.contact, offer.email)))),
    ]
    return [(label, text or _("not given")) for label, text in facts]
