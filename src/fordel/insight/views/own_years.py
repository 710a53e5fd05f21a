"""An organisation over the years, for its owner."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.insight.permissions import is_owner
from fordel.insight.presentation.own_years import MEASURES, YEARS, lead_of, measure_rows, notes_of
from fordel.insight.selectors.own_years import years_of_owner
from fordel.shared.access import PageRequest, access


@access(is_owner)
def page(request: PageRequest[None]) -> HttpResponse:
    """The sums of each year, and every measure with what the office answered."""
    years = years_of_owner(request.actor.organisation_id or 0)
    context = {
        "years": years,
        "lead": lead_of(years),
        "notes": notes_of(years),
        "sums": YEARS.table(years, _("The sums of each year"), css="stacked"),
        "measures": MEASURES.table(measure_rows(years), _("Every measure, the newest first"), css="stacked"),
    }
    return render(request, "insight/own_years.html", context)


@access(is_owner)
def measures_file(request: PageRequest[None], kind: str) -> HttpResponse:
    """The measures as a file."""
    rows = measure_rows(years_of_owner(request.actor.organisation_id or 0))
    return MEASURES.file(kind, "arene", _("Your organisation over the years"), rows)
