"""The columns of what came of the prioritising."""

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
        if row.came is None:
            return format_html('<span class="tag">{}</span>', _("closed to you"))
        address = reverse("needs:report", kwargs={**where, "number": row.number})
        return format_html('<a href="{}">{}</a>', address, row.title)

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
