"""The columns of the list of reports as a member of the forum sees it: a report that is closed to the member is in it
with its number and owner only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.programme.models import Round
from fordel.programme.selectors.themes import themes_of
from fordel.programme.templatetags.target_groups import group_markup
from fordel.reports.selectors.reports import ReportRow
from fordel.shared.pages.columns import ListColumn, PageList


class MemberRow(NamedTuple):
    """A report in the list: `open` is None if it is closed to the member."""

    number: int
    owner: str
    open: ReportRow | None


def member_rows(rows: Iterable[ReportRow], closed: Iterable[tuple[int, str]]) -> Iterator[MemberRow]:
    """The open reports, and then the closed ones, which are (number, owner)."""
    yield from (MemberRow(row.number, row.owner_name, row) for row in rows)
    yield from (MemberRow(number, owner, None) for number, owner in closed)


def member_list(round_: Round) -> PageList[MemberRow]:
    """The columns; number and title lead to the report."""
    closed, themes, language = _("closed to you"), themes_of(round_), get_language() or "nb"

    def measure(row: MemberRow) -> SafeString:
        if row.open is None:
            return format_html('{} <span class="tag">{}</span>', row.number, closed)
        return format_html('<a href="{0}/">{0} {1}</a>', row.number, row.open.title)

    def partners(row: ReportRow) -> str:
        return "; ".join(partner.name for partner in row.partners) or "–"

    return PageList(
        (
            ListColumn("number", _("Number and measure"), measure, is_heading=True),
            ListColumn("owner", _("Owner"), lambda row: row.owner),
            ListColumn(
                "target_group",
                _("Target group"),
                lambda row: group_markup(round_.pk, row.open.target_group) if row.open else "–",
            ),
            ListColumn("theme", _("Theme"), lambda row: themes.shown(row.open.theme, language) if row.open else "–"),
            ListColumn("partner", _("Partner"), lambda row: partners(row.open) if row.open else "–"),
            ListColumn(
                "amount",
                _("Need (kroner)"),
                lambda row: format_kroner(row.open.amount) if row.open else "–",
                is_numeric=True,
            ),
        ),
        row_css=lambda row: "" if row.open else "is-closed",
    )
