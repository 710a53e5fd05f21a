"""The list of reports and the report page as a member of the forum sees them: read only, without casework, and without
what is closed to the member. A closed report is in the table with its number, its owner and why."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.parties.actors import actor_in
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.reports.models import NeedsReport
from fordel.reports.plugs.member_view import member_view
from fordel.reports.presentation.answer_filters import answer_filters
from fordel.reports.presentation.member_list import member_list, member_rows
from fordel.reports.presentation.report_facts import report_facts
from fordel.reports.presentation.tables import closed_cells, columns_of, report_cells
from fordel.reports.selectors.counted_answers import PREFIX, counted_questions
from fordel.reports.selectors.findings import form_or_none
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.report_list import ReportFilter, choices_of, filtered_reports
from fordel.reports.selectors.reports import ReportRow, closed_rows, partners_of, rows_of
from fordel.shared.exports import list_file
from fordel.shared.paging import paged

_FILTERS: Final = ("q", "target_group", "theme", "network", "partner", "sami", "municipality")
_SORTS: Final = ("number", "title", "owner", "target_group", "theme", "amount")


def _asked(request: HttpRequest, round_: Round) -> ReportFilter:
    """The parts of the filter that ask nothing about the office's casework."""
    query = {name: request.GET[name] for name in request.GET if name in _FILTERS or name.startswith(PREFIX)}
    sort = request.GET.get("sort", "")
    query["sort"] = sort if sort.removeprefix("-") in _SORTS else ""
    return ReportFilter.from_query(query, counted_questions(round_.scheme))


def _rows(request: HttpRequest, round_: Round) -> tuple[ReportFilter, list[ReportRow], list[tuple[int, str]]]:
    """(filter, open reports that fit, closed reports). A closed report fits no search, which would tell what it is
    about: it is in the whole list only."""
    asked, closed = _asked(request, round_), member_view(actor_in(request)).closed
    rows = rows_of(filtered_reports(round_, asked).exclude(pk__in=closed))
    return asked, rows, [] if asked.is_narrowed else closed_rows(round_, closed)


def member_reports(request: HttpRequest, round_: Round) -> HttpResponse:
    asked, rows, closed = _rows(request, round_)
    page = paged(rows, request.GET.get("side"))
    query = urlencode(asked.as_query())
    shown = member_rows(page, [] if page.has_next() else closed)
    words = ngettext("Sum of %(count)d report", "Sum of %(count)d reports", len(rows)) % {"count": len(rows)}
    total = sum(row.amount for row in rows)
    sums = (words, {"amount": format_kroner(total)})
    table = member_list(round_).table(shown, _("Needs reports"), css="dense sticky report-table", sums=sums)
    context: dict[str, Any] = {
        "round": round_,
        "asked": asked,
        "count": len(rows),
        "total": total,
        "page": page,
        "table": table,
        "closed": closed,
        "answer_filters": answer_filters(round_, asked),
        "choices": choices_of(round_, member_view(actor_in(request)).closed),
        "groups": groups_of(round_.pk).every,
        "sorts": [(name, urlencode(asked.as_query(sort=name))) for name in ("number", "amount")],
        "query": query,
        "page_query": f"{query}&" if query else "",
    }
    return render(request, "reports/received/member_reports.html", context)


def member_file(request: HttpRequest, round_: Round, kind: str) -> HttpResponse:
    """The same as .xlsx, .csv or .json; the closed ones are the last rows."""
    asked, rows, closed = _rows(request, round_)
    fields = fields_of(round_.scheme)
    cells = [report_cells(row, fields) for row in rows]
    cells += [closed_cells(number, owner, fields) for number, owner in closed]
    about = {**round_.where, "filter": asked.as_query()}
    title = _("Needs reports %(year)s") % {"year": round_.year}
    name = f"behovsmeldinger-{round_.file_part}"
    return list_file(kind, name, title, columns_of(fields), cells, about)


def member_report(request: HttpRequest, report: NeedsReport) -> HttpResponse:
    """What the owner has sent; the report comes from `report_from_url`, and is open to the member."""
    form = form_or_none(report.round)
    partners = partners_of([report.pk]).get(report.pk, [])
    context = report_facts(report, partners, form, get_language() or "nb")
    return render(request, "reports/received/member_report.html", context)
