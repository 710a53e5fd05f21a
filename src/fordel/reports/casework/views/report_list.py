"""All reports of a round in one table, and the same as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.core.money import format_kroner
from fordel.parties.models import Role
from fordel.programme.models import Round
from fordel.programme.selectors.groups import groups_of
from fordel.programme.selectors.rounds import plain_round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.selectors.saved_views import officers_of, views_of
from fordel.reports.models import ReportOrigin, ReportState
from fordel.reports.permissions import changes_reports, reads_for_forum
from fordel.reports.presentation.answer_filters import answer_filters
from fordel.reports.presentation.list_rows import ROW_FIELDS, ListRow, report_list
from fordel.reports.presentation.tables import office_file
from fordel.reports.selectors.counted_answers import counted_questions
from fordel.reports.selectors.report_list import (
    EVERY_STATE,
    ONE_PAGE,
    PAGE_SIZE,
    WAITS_FOR_OFFICE,
    WAITS_FOR_OWNER,
    ReportFilter,
    Totals,
    choices_of,
    filtered_reports,
    matching_reports,
    nearest_answer,
    page_numbers,
    totals_of,
)
from fordel.reports.selectors.reports import partners_of
from fordel.reports.views.member_pages import member_file, member_reports
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.columns import ListTable


@access(reads_for_forum, target=plain_round_from_url)
def reports(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    round_ = request.target
    actor = request.actor
    if actor.is_in(Role.FORUM_MEMBER):
        return member_reports(request, round_)
    person = actor.person_or_refuse
    asked = ReportFilter.from_query(request.GET, counted_questions(round_.scheme))
    totals = totals_of(matching_reports(round_, asked, person.pk), every_state=bool(asked.state))
    paginator = Paginator(range(totals.count), PAGE_SIZE if totals.count > ONE_PAGE else ONE_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    may_change = changes_reports(actor, round_).allowed
    is_known = totals.count or asked.is_narrowed
    boxes = {"pick": may_change, "picked": "choose" in request.GET}
    context: dict[str, Any] = {
        "round": round_,
        "asked": asked,
        "totals": totals,
        "page": page,
        "table": _table(round_, asked, totals, _rows(round_, asked, person.pk, page), boxes),
        "answer_filters": answer_filters(round_, asked),
        "choices": choices_of(round_),
        "groups": groups_of(round_.pk).every,
        "states": [*ReportState.choices, (EVERY_STATE, _("Every state"))],
        "origins": ReportOrigin.choices,
        "officers": officers_of(round_.office_id),
        "views": views_of(round_.office_id, person.pk, asked) if may_change else [],
        "pages": page_numbers(page.number, paginator.num_pages),
        "query": urlencode(asked.as_query()),
        "every_state_query": urlencode(asked.as_query(state=EVERY_STATE)),
        "may_change": may_change,
        "nearest": nearest_answer(round_, asked.q) if asked.q and is_known and not totals.count else None,
    }
    return render(request, "reports/received/reports.html", context)


def _rows(round_: Round, asked: ReportFilter, person_id: int, page: Any) -> list[ListRow]:
    """The rows of the page. One query."""
    found = filtered_reports(round_, asked, person_id).annotate(
        waits_for_owner=WAITS_FOR_OWNER, waits_for_office=WAITS_FOR_OFFICE
    )
    shown = found[max(0, page.start_index() - 1) : page.end_index()]
    return [ListRow._make(row) for row in shown.values_list(*ROW_FIELDS)]


def _table(
    round_: Round, asked: ReportFilter, totals: Totals, rows: list[ListRow], boxes: Mapping[str, bool]
) -> ListTable:
    """The rows as a table. One query."""
    words = ngettext("Sum of %(counter)s report", "Sum of %(counter)s reports", totals.counted)
    columns = report_list(round_, partners_of([row.pk for row in rows]), **boxes)
    return columns.table(
        rows,
        _("Needs reports, in the order that is marked in the headings"),
        asked.as_query(),
        css="dense sticky report-table",
        sums=(words % {"counter": totals.counted}, {"amount": format_kroner(totals.amount)}),
    )


@access(reads_for_forum, target=plain_round_from_url)
def reports_file(request: PageRequest[Round], kind: str, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The filtered list as .xlsx, .csv or .json, in the order shown, with every field of each report."""
    round_ = request.target
    if request.actor.is_in(Role.FORUM_MEMBER):
        return member_file(request, round_, kind)
    asked = ReportFilter.from_query(request.GET, counted_questions(round_.scheme))
    found = filtered_reports(round_, asked, request.actor.person_or_refuse.pk)
    about = {**keys, "filter": asked.as_query()}
    return office_file(kind, round_, found, about)
