"""The distribution as a file, with the same figures as the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_percent
from fordel.forum.scenarios.presentation.distribution import Distribution, Row
from fordel.programme.models import Round
from fordel.shared.spreadsheets.model import Cell
from fordel.shared.spreadsheets.write import write_csv, write_xlsx

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


def _coverage(result: Distribution) -> str:
    return format_percent(result.computed.total, result.computed.asked, get_language() or "nb")


def _cells(row: Row) -> list[Cell]:
    cells: list[Cell] = [row.number, row.owner, row.title, row.group_name, row.asked, row.amount]
    cells.append(row.coverage)
    return cells if row.difference is None else [*cells, row.other, row.difference]


def distribution_file(
    result: Distribution, round_: Round, kind: str, closed: Sequence[tuple[int, str]] = ()
) -> HttpResponse:
    """`kind` is xlsx or csv; the last row is the sum. `closed` are (number, owner) of reports that are closed to the
    reader. Raises Http404 for any other kind."""
    if kind not in _TYPES:
        raise Http404
    against, computed = result.comparison, result.computed
    headings = [_("No."), _("Owner"), _("Measure"), _("Target group"), _("Asked for"), _("Gets"), _("Coverage")]
    total: list[Cell] = [_("Total"), "", "", "", computed.asked, computed.total, _coverage(result)]
    if against:
        headings += [_("Scenario %(number)s") % {"number": against.number}, _("Difference")]
        total += [against.total, computed.total - against.total]
    rows = [[*_cells(row), row.reason] for row in result.rows]
    rows += [[number, owner, _("closed to you"), *[None] * (len(headings) - 2)] for number, owner in closed]
    rows.append([*total, ""])
    headings.append(_("Why"))
    content = write_csv(headings, rows) if kind == "csv" else write_xlsx(_("Distribution"), headings, rows)
    answer = HttpResponse(content, content_type=_TYPES[kind])
    name = f"fordeling-{round_.file_part}.{kind}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
