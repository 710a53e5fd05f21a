"""Short tables with a sum: how the money of a report is shared, and the reports that are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.reports import PartnerShare
from fordel.shared.pages.columns import ListColumn, ListTable, PageList
from fordel.shared.pages.kroner_table import kroner_table


def share_table(report: NeedsReport, partners: Sequence[PartnerShare]) -> ListTable:
    """The owner's part, the partners' parts, and what they sum to."""
    own = report.amount - sum(partner.amount for partner in partners)
    rows = [(report.owner.name, own), *((partner.name, partner.amount) for partner in partners)]
    return kroner_table(_("To"), rows, _("The owner's and the partners' part, kroner"), report.amount)


_CHOSEN: Final[PageList[NeedsReport]] = PageList(
    (
        ListColumn(
            "what", gettext_lazy("Number and measure"), lambda row: f"{row.number} {row.title}", is_heading=True
        ),
        ListColumn("owner", gettext_lazy("Owner"), lambda row: row.owner.name),
        ListColumn("state", gettext_lazy("State"), lambda row: row.get_state_display()),
        ListColumn("amount", gettext_lazy("Need (kroner)"), lambda row: format_kroner(row.amount), is_numeric=True),
    )
)


def chosen_table(reports: Iterable[NeedsReport], amount: int) -> ListTable:
    """The reports that are ticked, with what they sum to."""
    return _CHOSEN.table(reports, _("Reports that you have ticked"), sums=(_("Sum"), {"amount": format_kroner(amount)}))
