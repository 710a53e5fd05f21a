"""The tables below a preview: rows to correct, new reports per target group, and amounts that were read from text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.programme.templatetags.target_groups import group_markup
from fordel.shared.pages.columns import ListColumn, ListTable, PageList

Kept = Mapping[str, Any]
"""What was kept of a row when the file was checked."""
Group = tuple[str, int, int]
"""The code of a target group, how many reports, and kroner."""
NOTHING: Final = "–"

_BAD: Final[PageList[Kept]] = PageList(
    (
        ListColumn("row", gettext_lazy("Row"), lambda row: row["row"], is_heading=True),
        ListColumn("column", gettext_lazy("Column"), lambda row: row.get("column") or NOTHING),
        ListColumn("cell", gettext_lazy("The cell as it is"), lambda row: row.get("value") or NOTHING, css="cell-text"),
        ListColumn("wrong", gettext_lazy("What is wrong"), lambda row: row["message"]),
        ListColumn("fix", gettext_lazy("What to do"), lambda row: row["fix"]),
    )
)
_READINGS: Final[PageList[Kept]] = PageList(
    (
        ListColumn("row", gettext_lazy("Row"), lambda row: row["row"], is_heading=True),
        ListColumn("column", gettext_lazy("Column"), lambda row: row["column"]),
        ListColumn("text", gettext_lazy("In the file"), lambda row: row["text"], css="cell-text"),
        ListColumn(
            "kroner", gettext_lazy("Read as (kroner)"), lambda row: format_kroner(row["kroner"]), is_numeric=True
        ),
    )
)


def bad_table(problems: Iterable[Kept]) -> ListTable:
    """What is wrong, row by row, in the reader's language."""
    return _BAD.table(problems, _("What is wrong and what to do"), css="dense problem-table")


def group_table(round_id: int, groups: Iterable[Group], count: int, kroner: int) -> ListTable:
    """The new reports of each target group, with their sums."""
    columns: tuple[ListColumn[Group], ...] = (
        ListColumn("group", _("Target group"), lambda row: group_markup(round_id, row[0]), is_heading=True),
        ListColumn("reports", _("Reports"), lambda row: row[1], is_numeric=True),
        ListColumn("kroner", _("Kroner"), lambda row: format_kroner(row[2]), is_numeric=True),
    )
    sums = (_("Sum"), {"reports": count, "kroner": format_kroner(kroner)})
    return PageList(columns).table(groups, _("Count and sum per target group"), css="group-table", sums=sums)


def reading_table(readings: Iterable[Kept]) -> ListTable:
    """The amounts that are text in the file, and how each was read."""
    return _READINGS.table(readings, _("How each amount was read"), css="dense reading-table")
