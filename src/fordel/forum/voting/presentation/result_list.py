"""The columns of what members give each report, and of what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.prioritising import Assessed
from fordel.shared.pages.columns import ListColumn, ListTable, PageList


class ResultRow(NamedTuple):
    """A report and what came of it; for one that is closed to the reader, its number and its owner alone."""

    number: int
    owner: str
    title: str = ""
    came: Assessed | None = None


def _value(row: ResultRow) -> SafeString | str:
    return "–" if row.came is None or row.came.value is None else format_html("<b>{}</b>", row.came.value)


def _by(row: ResultRow) -> str:
    if row.came is None:
        return "–"
    return _("%(count)s of %(all)s") % {"count": row.came.count, "all": row.came.of}


def result_table(rows: Iterable[ResultRow], where: Mapping[str, Any], method: str) -> ListTable:
    """The rows in their order; `method` is how members assessed: points or ranks."""

    def title(row: ResultRow) -> SafeString:
        return _title(row.number, row.title, where, is_closed=row.came is None)

    columns = (
        ListColumn[ResultRow]("number", gettext_lazy("No."), lambda row: row.number, is_numeric=True),
        ListColumn[ResultRow]("title", gettext_lazy("Measure"), title, is_heading=True),
        ListColumn[ResultRow]("owner", gettext_lazy("Owner"), lambda row: row.owner),
        ListColumn[ResultRow](
            "value", gettext_lazy("Score") if method == "points" else gettext_lazy("Class"), _value, is_numeric=True
        ),
        ListColumn[ResultRow]("by", gettext_lazy("Assessed by"), _by, is_numeric=True),
    )
    listed = PageList(columns, row_css=lambda row: "is-closed" if row.came is None else "")
    return listed.table(rows, _("What came of the prioritising, the best first"), css="dense sticky")


class GivenRow(NamedTuple):
    """A report and the field of what the member gives it; for one that is closed to them, its number and its owner."""

    number: int
    owner: str
    title: str = ""
    field: Any = None


def given_table(rows: Iterable[GivenRow], where: Mapping[str, Any], heading: str) -> ListTable:
    """The rows in their order; `heading` says what is given."""

    def title(row: GivenRow) -> SafeString:
        return _title(row.number, row.title, where, is_closed=row.field is None)

    columns = (
        ListColumn[GivenRow]("number", gettext_lazy("No."), lambda row: row.number, is_numeric=True),
        ListColumn[GivenRow]("title", gettext_lazy("Measure"), title, is_heading=True),
        ListColumn[GivenRow]("owner", gettext_lazy("Owner"), lambda row: row.owner),
        ListColumn[GivenRow]("given", heading, _field, is_numeric=True),
    )
    listed = PageList(columns, row_css=lambda row: "is-closed" if row.field is None else "")
    return listed.table(rows, _("What you give each report"), css="dense sticky")


def _field(row: GivenRow) -> SafeString | str:
    return "–" if row.field is None else format_html("{}{}", row.field, row.field.explained)


def _title(number: int, title: str, where: Mapping[str, Any], *, is_closed: bool) -> SafeString:
    if is_closed:
        return format_html('<span class="tag">{}</span>', _("closed to you"))
    return format_html('<a href="{}">{}</a>', reverse("needs:report", kwargs={**where, "number": number}), title)
