"""Providers that offer what an owner looks for, and what the two have done together before."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count

from fordel.partnership.models import ProviderOffer
from fordel.partnership.selectors.offers import coming_half_years, offers
from fordel.reports.models import COUNTED_STATES, ReportPartner
from fordel.reports.plugs.suggestions import Sought


def fitting_offers(sought: Sought) -> list[ProviderOffer]:
    """Offers of one of the themes with room in a half-year that is not over, in order of the alphabet. One query."""
    rows = offers({}).filter(themes__overlap=list(sought.themes), organisation__kind__in=sought.kinds)
    found = rows.exclude(organisation__in=sought.taken)
    return [offer for offer in found if any(offer.capacity.get(code) for code in coming_half_years())]


def measures_together(sought: Sought, providers: Iterable[int]) -> dict[int, int]:
    """Provider -> how many reports of the owner that count it is a partner in, in all years. One query."""
    rows = ReportPartner.objects.filter(
        report__owner=sought.owner_id, report__state__in=COUNTED_STATES, organisation__in=list(providers)
    )
    rows = rows.exclude(report=sought.report_id) if sought.report_id else rows
    counted = rows.order_by().values("organisation").annotate(n=Count("report", distinct=True))
    return dict(counted.values_list("organisation", "n"))
