"""The table of the themes on the page of the recommendation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.core.money import format_kroner
from fordel.forum.recommendation.selectors.theme_sums import ThemeSum, total_of
from fordel.shared.pages.columns import ListColumn, ListTable, PageList

_LIST: Final = PageList[ThemeSum](
    (
        ListColumn("theme", _("Theme"), lambda row: row.name, is_heading=True),
        ListColumn("measures", _("Measures"), lambda row: row.how_many, is_numeric=True),
        ListColumn("asked", _("Asked for"), lambda row: format_kroner(row.asked), is_numeric=True),
        ListColumn("amount", _("Recommended"), lambda row: format_kroner(row.amount), is_numeric=True),
    )
)


def theme_table(sums: Sequence[ThemeSum]) -> ListTable | None:
    """The themes with their sum; None if there are none."""
    if not sums:
        return None
    _name, *cells = total_of(sums).cells
    last = dict(zip(("measures", "asked", "amount"), cells, strict=True))
    return _LIST.table(sums, _("The measures by theme, in kroner"), css="", sums=(_("Total"), last))
