"""All reports of a round in one table, and the same as a file."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.needs.permissions import changes_reports, reads_reports
from fordel.needs.selectors.report_list import (
    GROUPS,
    ONE_PAGE,
    PAGE_SIZE,
    ReportFilter,
    choices_of,
    filtered_reports,
    nearest_answer,
    page_numbers,
    totals_of,
)
from fordel.needs.selectors.reports import partners_of, rows_of
from fordel.needs.tables import HEADINGS, export_rows
from fordel.needs.views.list_rows import list_rows
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import round_from_url
from fordel.shared.access import access
from fordel.shared.spreadsheets import write_csv, write_xlsx

_ROW = ("pk", "number", "title", "owner__name", "target_group", "theme", "network__name", "sami_perspective", "amount")
_COLUMNS = ("number", "owner", "target_group", "theme", "network", "", "sami", "amount")


@access(reads_reports, target=round_from_url)
def reports(request: HttpRequest, office: str, year: int) -> HttpResponse:
    round_: Round = request.target  # type: ignore[attr-defined]  # set by access()
    asked = ReportFilter.from_query(request.GET)
    found = filtered_reports(round_, asked)
    totals = totals_of(found)
    paginator = Paginator(found, PAGE_SIZE if totals.count > ONE_PAGE else ONE_PAGE)
    paginator.__dict__["count"] = totals.count  # counted already with the sums
    page = paginator.get_page(request.GET.get("page"))
    shown = found[page.start_index() - 1 if totals.count else 0 : page.end_index()]
    rows = list(shown.values_list(*_ROW))
    partners = partners_of([row[0] for row in rows])
    context: dict[str, Any] = {
        "round": round_,
        "asked": asked,
        "totals": totals,
        "page": page,
        "rows": list_rows(rows, partners),
        "columns": _sort_columns(asked),
        "choices": choices_of(round_),
        "groups": GROUPS,
        "pages": page_numbers(page.number, paginator.num_pages),
        "query": urlencode(asked.as_query()),
        "may_import": changes_reports(request.actor, round_).allowed,  # type: ignore[attr-defined]
        "nearest": nearest_answer(round_, asked.q) if asked.q and not totals.count else None,
    }
    return render(request, "needs/reports.html", context)


def _sort_columns(asked: ReportFilter) -> list[dict[str, str]]:
    """Each heading with the address that sorts by it, and how it is sorted now."""
    key, falling = asked.sort.removeprefix("-"), asked.sort.startswith("-")
    labels = (
        _("Number and measure"),
        _("Owner"),
        _("Target group"),
        _("Theme"),
        _("Network"),
        _("Partner"),
        _("Sámi"),
        _("Need (kroner)"),
    )
    found = []
    for label, name in zip(labels, _COLUMNS, strict=True):
        following = f"-{name}" if name == key and not falling else name
        state = ("descending" if falling else "ascending") if name and name == key else ""
        query = urlencode(asked.as_query(sort=following)) if name else ""
        found.append({"label": label, "name": name, "query": query, "state": state})
    return found


@access(reads_reports, target=round_from_url)
def reports_file(request: HttpRequest, office: str, year: int, kind: str) -> HttpResponse:
    """The filtered list as .xlsx or .csv, with every field of each report."""
    round_: Round = request.target  # type: ignore[attr-defined]  # set by access()
    rows = export_rows(rows_of(filtered_reports(round_, ReportFilter.from_query(request.GET))))
    headings = [str(heading) for heading in HEADINGS]
    name = f"behovsmeldinger-{office}-{year}.{kind}"
    if kind == "csv":
        response = HttpResponse(write_csv(headings, rows), content_type="text/csv; charset=utf-8")
    else:
        content = write_xlsx(_("Needs reports %(year)s") % {"year": year}, headings, rows)
        response = HttpResponse(
            content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
