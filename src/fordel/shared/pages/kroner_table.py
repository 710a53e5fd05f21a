"""A short table of kroner with a sum below: who gets what, or what goes to each year."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.shared.pages.columns import ListColumn, ListTable, PageList, Words

Amount = tuple[Words, int]
"""Words, and kroner."""


def kroner_table(heading: Words, rows: Iterable[Amount], caption: Words, total: int) -> ListTable:
    """The rows below their heading; `total` is given and not added up here, so the page shows what was decided."""
    columns: tuple[ListColumn[Amount], ...] = (
        ListColumn("what", heading, lambda row: row[0], is_heading=True),
        ListColumn("amount", _("Kroner"), lambda row: format_kroner(row[1]), is_numeric=True),
    )
    return PageList(columns).table(rows, caption, css="", sums=(_("Sum"), {"amount": format_kroner(total)}))
