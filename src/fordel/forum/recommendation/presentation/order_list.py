"""The columns of the page on which the measures are put in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.forum.models import RecommendedMeasure
from fordel.shared.pages.columns import ListColumn, ListTable, PageList


class OrderRow(NamedTuple):
    """A measure, and the field of its place."""

    measure: RecommendedMeasure
    place: Any


def _place(row: OrderRow) -> SafeString:
    return format_html("{}{}", row.place, row.place.explained)


_ORDER = PageList[OrderRow](
    (
        ListColumn("place", gettext_lazy("Place"), _place, is_numeric=True),
        ListColumn("number", gettext_lazy("No."), lambda row: row.measure.report.number, is_numeric=True),
        ListColumn("title", gettext_lazy("Measure"), lambda row: row.measure.report.title, is_heading=True),
        ListColumn("owner", gettext_lazy("Owner"), lambda row: row.measure.report.owner.name),
    )
)


def order_table(rows: Iterable[OrderRow]) -> ListTable:
    return _ORDER.table(rows, _("The place of each measure"), css="dense sticky")
