"""The columns of what members give each report, and of what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fordel.core.prioritising import Assessed
from fordel.shared.pages.columns import ListColumn, ListTable, PageList


class ResultRow(NamedTuple):
    """A report and what came of it; for one that is closed to the reader, its number and its owner alone."""

    number: int
    owner: str
    title: str = ""
    came: Assessed | None = None


Row = TypeVar("Row", bound="ResultRow | GivenRow")


def _value(row: ResultRow) -> SafeString | str:
    return "–" if row.came is None or row.came.value is None else format_html("<b>{}</b>", row.came.value)


def _by(row: ResultRow) -> str:
    if row.came is None:
        return "–"
    return _("%(count)s of %(all)s") % {"count": row.came.count, "all": row.came.of}


def result_table(rows: Iterable[ResultRow], where: Mapping[str, Any], method: str) -> ListTable:
    """The rows in their order; `method` is how members assessed: points or ranks."""
    came_of_it: tuple[ListColumn[ResultRow], ...] = (
        ListColumn("value", _("Score") if method == "points" else _("Class"), _value, is_numeric=True),
        ListColumn("by", _("Assessed by"), _by, is_numeric=True),
    )
    listed = _list_of_reports(where, came_of_it, is_closed=lambda row: row.came is None)
    return listed.table(rows, _("What came of the prioritising, the best first"), css="dense sticky")


class GivenRow(NamedTuple):
    """A report and the field of what the member gives it; for one that is closed to them, its number and its owner."""

    number: int
    owner: str
    title: str = ""
    field: Any = None


def given_table(rows: Iterable[GivenRow], where: Mapping[str, Any], heading: str) -> ListTable:
    """The rows in their order; `heading` says what is given."""
    given: ListColumn[GivenRow] = ListColumn("given", heading, _field, is_numeric=True)
    listed = _list_of_reports(where, (given,), is_closed=lambda row: row.field is None)
    return listed.table(rows, _("What you give each report"), css="dense sticky")


def _field(row: GivenRow) -> SafeString | str:
    return "–" if row.field is None else format_html("{}{}", row.field, row.field.explained)


def _list_of_reports(
    where: Mapping[str, Any], last: tuple[ListColumn[Row], ...], *, is_closed: Callable[[Row], bool]
) -> PageList[Row]:
    """Number, measure and owner of each report, and then the `last` columns. A closed report has no title."""

    def title(row: Row) -> SafeString:
        if is_closed(row):
            return format_html('<span class="tag">{}</span>', _("closed to you"))
        address = reverse("reports:report", kwargs={**where, "number": row.number})
        return format_html('<a href="{}">{}</a>', address, row.title)

    first: tuple[ListColumn[Row], ...] = (
        ListColumn("number", _("No."), lambda row: row.number, is_numeric=True),
        ListColumn("title", _("Measure"), title, is_heading=True),
        ListColumn("owner", _("Owner"), lambda row: row.owner),
    )
    return PageList((*first, *last), row_css=lambda row: "is-closed" if is_closed(row) else "")
