"""What providers say they offer, the themes they choose between, and the half-years that capacity is stated for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.form.definition import text_in
from fordel.parties.models import PARTNER_KINDS, Organisation
from fordel.partnership.models import ProviderOffer
from fordel.plan.models import PlanTheme
from fordel.shared.clock import today
from fordel.shared.norwegian_order import norwegian_order

HALF_YEARS: Final = 4


def half_year_of(day: date) -> str:
    """`2026-1` is January to July of 2026, `2026-2` the autumn."""
    return f"{day.year}-{1 if day.month < 8 else 2}"


def coming_half_years() -> list[str]:
    """This half-year and the next ones."""
    year, half = (int(each) for each in half_year_of(today()).split("-"))
    found = []
    for _number in range(HALF_YEARS):
        found.append(f"{year}-{half}")
        year, half = (year, 2) if half == 1 else (year + 1, 1)
    return found


def half_year_words(code: str) -> str:
    """`spring 2026`."""
    year, half = code.split("-")
    return (_("spring %(year)s") if half == "1" else _("autumn %(year)s")) % {"year": year}


def theme_names() -> dict[str, str]:
    """Code -> name of the themes of every plan in force, by name. One query."""
    language = get_language() or "nb"
    rows = PlanTheme.objects.filter(plan__schemes__is_in_force=True).order_by("position", "pk")
    found = {code: text_in(names, language) for code, names in rows.values_list("code", "names")}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


def offer_of(organisation_id: int) -> ProviderOffer | None:
    """One query."""
    return ProviderOffer.objects.filter(organisation=organisation_id).first()


def offer_from_url(offering_id: int, **_rest: object) -> ProviderOffer:
    """The offer of an address. Raises Http404. One query."""
    rows = ProviderOffer.objects.select_related("organisation", "changed_by").filter(organisation=offering_id)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def offers(asked: Mapping[str, str]) -> QuerySet[ProviderOffer]:
    """Every offer in the order of the alphabet, narrowed by `theme` and `language`."""
    rows = ProviderOffer.objects.filter(organisation__kind__in=PARTNER_KINDS).select_related("organisation")
    if asked.get("theme"):
        rows = rows.filter(themes__contains=[asked["theme"][:20]])
    if asked.get("language"):
        rows = rows.filter(languages__contains=[asked["language"][:3]])
    return rows.order_by(norwegian_order("organisation__name"), "pk")


def stated_room(organisation_ids: Iterable[int], half_years: Collection[str]) -> dict[int, dict[str, int]]:
    """Provider -> half-year -> how many measures it has room for, of these half-years that it has stated. One query."""
    rows = ProviderOffer.objects.filter(organisation__in=list(organisation_ids))
    return {
        pk: {code: capacity[code] for code in half_years if code in capacity}
        for pk, capacity in rows.values_list("organisation", "capacity")
    }


def provider_of(organisation_id: int | None) -> Organisation:
    """The provider that somebody acts for. Raises Http404 if it is none."""
    found = Organisation.objects.filter(pk=organisation_id or 0, kind__in=PARTNER_KINDS).first()
    if found is None:
        raise Http404
    return found
