"""The columns of an owner's own list of reports, and of the measures that a partner takes part in."""

from __future__ import annotations

from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from fordel.core.money import format_kroner
from fordel.programme.templatetags.target_groups import group_markup
from fordel.reports.drafting.selectors.own_list import OwnRow
from fordel.reports.drafting.selectors.own_reports import OwnLine
from fordel.shared.pages.columns import ListColumn, PageList

_MUTED: Final = '<span class="small muted">{}</span>'


def _title(row: OwnRow) -> SafeString:
    """The name, which leads to the report, and what to do with it."""
    name = f"{row.number} {row.title}" if row.number else row.title
    todo = format_html('<p class="small muted">{}</p>', row.next) if row.next else ""
    return format_html('<a href="{}">{}</a>{}', row.url, name, todo)


def _state(row: OwnRow) -> SafeString:
    below = format_html("<br>" + _MUTED, row.parties) if row.parties else ""
    return format_html('<span class="state-tag {}">{}</span>{}', row.tone, row.state_word, below)


def _year(row: OwnRow) -> SafeString:
    below = format_html("<br>" + _MUTED, row.scheme) if row.scheme else ""
    return format_html("{}{}", str(row.year), below)


OWN_REPORTS: Final[PageList[OwnRow]] = PageList(
    (
        ListColumn("year", _("Year"), value=lambda row: row.year),
        ListColumn("number", _("Number"), value=lambda row: row.number),
        ListColumn("title", _("Measure"), _title, lambda row: row.title, is_heading=True),
        ListColumn("state", _("State"), _state, lambda row: row.state_word),
        ListColumn("shown_year", _("Year"), _year),
        ListColumn("next", _("What to do"), value=lambda row: row.next),
        ListColumn("confirmations", _("Confirmations"), value=lambda row: row.parties),
        ListColumn("office", _("Sent to"), value=lambda row: row.office),
        ListColumn(
            "amount",
            _("Need (kroner)"),
            lambda row: "–" if row.amount is None else format_kroner(row.amount),
            lambda row: row.amount,
            is_numeric=True,
        ),
    )
)


def _measure(row: OwnLine) -> SafeString:
    address = reverse("own_needs:report", kwargs={"report_id": row.id})
    return format_html('<a href="{}">{} {}</a>', address, str(row.number), row.title)


OWN_MEASURES: Final[PageList[OwnLine]] = PageList(
    (
        ListColumn("year", _("Year"), value=lambda row: row.year),
        ListColumn("number", _("Number"), value=lambda row: row.number),
        ListColumn("title", _("Measure"), _measure, lambda row: row.title, is_heading=True),
        ListColumn("shown_year", _("Year"), lambda row: row.year),
        ListColumn("owner", _("Owner"), lambda row: row.owner, lambda row: row.owner),
        ListColumn("target_group", _("Target group"), lambda row: group_markup(row.round_id, row.target_group)),
        ListColumn("office", _("Sent to"), lambda row: row.office, lambda row: row.office),
        ListColumn(
            "amount",
            _("Your part (kroner)"),
            lambda row: format_kroner(row.amount),
            lambda row: row.amount,
            is_numeric=True,
        ),
    )
)
