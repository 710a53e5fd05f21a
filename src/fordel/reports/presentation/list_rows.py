"""The columns of the list of reports. It is the page that is opened most: cells are written without templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.programme.models import Round
from fordel.programme.selectors.themes import themes_of
from fordel.programme.templatetags.target_groups import group_markup
from fordel.reports.models import ReportState
from fordel.reports.selectors.reports import PartnerShare
from fordel.shared.dates import narrow_date
from fordel.shared.pages.columns import ListColumn, PageList

ROW_FIELDS = (
    "pk",
    "number",
    "title",
    "owner__name",
    "target_group__code",
    "theme",
    "state",
    "assigned_to__name",
    "findings",
    "received_at",
    "submitted_on",
    "waits_for_owner",
    "waits_for_office",
    "amount",
)
_STATE_CLASSES = {"returned": "warning", "accepted": "success", "not_eligible": "danger", "withdrawn": ""}


class ListRow(NamedTuple):
    """A report in the list, in the order of ROW_FIELDS. `amount` is kroner."""

    pk: int
    number: int
    title: str
    owner: str
    target_group: str
    theme: str
    state: str
    assigned: str | None
    findings: int
    received_at: datetime | None
    submitted_on: date | None
    waits_for_owner: bool
    waits_for_office: bool
    amount: int


def report_list(
    round_: Round, partners: Mapping[int, Sequence[PartnerShare]], *, pick: bool = False, picked: bool = False
) -> PageList[ListRow]:
    """The columns of the list; number and title lead to the report.

    `pick`: each row begins with a check box of the form `bulk`, which is ticked if `picked`.
    """
    same, findings, themes = _span("muted", _("as the measure")), cache(_findings), themes_of(round_)
    language = get_language() or "nb"

    @cache
    def shown(text: str) -> str:
        return themes.shown(text, language)

    def theme(row: ListRow) -> str:
        return same if row.theme == row.title else shown(row.theme)

    box = ListColumn[ListRow]("pick", "", _box(picked=picked), css="pick")
    columns: tuple[ListColumn[ListRow], ...] = (
        ListColumn("number", _("Number and measure"), _measure, sorts=True, is_heading=True),
        ListColumn("owner", _("Owner"), lambda row: row.owner, sorts=True),
        ListColumn(
            "target_group", _("Target group"), lambda row: group_markup(round_.pk, row.target_group), sorts=True
        ),
        ListColumn("theme", _("Theme"), theme, sorts=True),
        ListColumn("partner", _("Partner"), lambda row: _partners(partners.get(row.pk, ()))),
        ListColumn("state", _("State"), _state, sorts=True),
        ListColumn("findings", _("Findings"), lambda row: findings(row.findings), sorts=True),
        ListColumn("received", _("Received"), _received, sorts=True, css="nowrap"),
        ListColumn("amount", _("Need (kroner)"), lambda row: format_kroner(row.amount), sorts=True, is_numeric=True),
    )
    return PageList((box, *columns) if pick else columns, first="number")


def _box(*, picked: bool) -> Callable[[ListRow], SafeString]:
    choose, ticked = escape(_("Choose report")), " checked" if picked else ""
    return lambda row: _safe(
        f'<input type="checkbox" name="report" value="{row.pk}" form="bulk" aria-label="{choose} {row.number}"{ticked}>'
    )


def _measure(row: ListRow) -> SafeString:
    return _safe(f'<a href="{row.number}/">{row.number} {escape(row.title)}</a>')


def _partners(partners: Sequence[PartnerShare]) -> str:
    return "; ".join(partner.name for partner in partners) or "–"


def _state(row: ListRow) -> SafeString:
    """The state, for whom it waits, and who has it, each on a line of its own."""
    lines = [_state_tag(row.state, get_language() or "nb")]
    if row.waits_for_office:
        lines.append(_span("tag info", _("New answer")))
    elif row.waits_for_owner:
        lines.append(_span("muted", _("Waits for an answer")))
    if row.assigned:
        lines.append(_span("muted", row.assigned))
    return _safe("<br>".join(lines))


@cache
def _state_tag(state: str, language: str) -> str:
    with override(language):
        name = escape(str(ReportState(state).label))
    if state == ReportState.SUBMITTED:
        return name
    return f'<span class="tag {_STATE_CLASSES[state]}">{name}</span>'


def _findings(count: int) -> str:
    return ngettext("%(count)d missing", "%(count)d missing", count) % {"count": count} if count else "–"


def _received(row: ListRow) -> str:
    when = row.received_at or row.submitted_on
    return narrow_date(when) if when else "–"


def _span(css: str, words: str) -> SafeString:
    return _safe(f'<span class="{css}">{escape(words)}</span>')


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 -- every text in it is escaped above, the rest is ours
