"""The reports that are sent: of all offices side by side, and one at a time."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fordel.annual.models import AnnualReport
from fordel.annual.permissions import compares_offices, reads_sent
from fordel.annual.presentation.annual_page import sent_page
from fordel.annual.presentation.files import file_of
from fordel.annual.presentation.national_list import collected, offices_table, workbook
from fordel.annual.selectors.offices import reports_of_year, years_with_reports
from fordel.annual.selectors.reports import sent_report_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.clock import today
from fordel.shared.fields import number_from_form

_LAST_YEAR = 9999


@access(compares_offices)
def offices(request: PageRequest[None]) -> HttpResponse:
    """All offices for a year: what is sent, what is late, and the sums."""
    years = years_with_reports(request.actor.office_id)
    asked = number_from_form(request.GET.get("year"), _LAST_YEAR)
    year = asked if asked in years else next((each for each in years if each < today().year), next(iter(years), None))
    rows = reports_of_year(year, request.actor.office_id) if year else []
    context = {
        "year": year,
        "years": years,
        "rows": rows,
        "sent": sum(1 for row in rows if row.report),
        "late": sum(1 for row in rows if row.is_late),
        "table": offices_table(rows, year) if year else None,
    }
    return render(request, "annual/offices.html", context)


@access(compares_offices)
def offices_file(request: PageRequest[None], year: str, kind: str) -> HttpResponse:
    """Everything that is sent for the year, in one file."""
    if int(year) not in years_with_reports(None):
        raise Http404
    rows = reports_of_year(int(year), request.actor.office_id)
    return (workbook if kind == "xlsx" else collected)(rows, int(year)).answer()


@access(reads_sent, target=sent_report_from_url)
def report(request: PageRequest[AnnualReport], annual_id: int) -> HttpResponse:
    """A version as it was sent."""
    page = sent_page(request.target, request.actor)
    return render(request, "annual/sent.html", {"page": page, "round": request.target.round})


@access(reads_sent, target=sent_report_from_url)
def report_file(request: PageRequest[AnnualReport], annual_id: int, kind: str) -> HttpResponse:
    return file_of(sent_page(request.target, request.actor).filed, kind).answer()
