"""The columns of pairs: for an owner or a provider with whom, for an office both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.money import format_kroner
from fordel.partnership.models import SIGNED_STATES, Level, YearlyStatus
from fordel.partnership.presentation.addresses import agreement_address
from fordel.partnership.presentation.agreement_view import state_tag, state_word
from fordel.partnership.presentation.status_list import level_mark
from fordel.partnership.selectors.partnerships import GRANTED_WITHOUT, PairRow
from fordel.shared.dates import short_date
from fordel.shared.pages.columns import ListColumn, PageList

STATE_CHOICES: Final = (
    ("in_force", gettext_lazy("In force")),
    ("run_out", gettext_lazy("Run out")),
    ("open", gettext_lazy("Being written")),
    ("ended", gettext_lazy("Ended")),
    ("none", gettext_lazy("No agreement")),
    (GRANTED_WITHOUT, gettext_lazy("Granted, and no agreement in force")),
)
MOST_YEARS: Final = 3
_Links = Callable[[PairRow], bool]


def _word(row: PairRow) -> str:
    return state_word(row.agreement) if row.agreement else _("No agreement")


def _state(is_open_to: _Links) -> Callable[[PairRow], SafeString]:
    """The state as a mark, which leads to the agreement if the reader may open it."""

    def cell(row: PairRow) -> SafeString:
        tag = state_tag(row.agreement) if row.agreement else "warning"
        mark = format_html('<span class="tag {}">{}</span>', tag, _word(row))
        if row.agreement is None or not is_open_to(row):
            return mark
        about = f"{row.owner} – {row.provider}"
        address = agreement_address(row.agreement)
        return format_html('<a href="{}">{}<span class="ds-sr-only"> {}</span></a>', address, mark, about)

    return cell


def _named(row: PairRow, words: str) -> SafeString | str:
    """The words, which lead to the partnership if there is one."""
    if row.partnership_id is None:
        return words
    address = reverse("pairs:partnership", kwargs={"partnership_id": row.partnership_id})
    return format_html('<a href="{}">{}</a>', address, words)


def _years(row: PairRow) -> SafeString | str:
    """The last years as both see them, the owner first."""
    lines = [(line.year, _level(line.owner), _level(line.provider)) for line in row.years[:MOST_YEARS]]
    return format_html_join(SafeString("<br>"), '<span class="nowrap">{}: {} {}</span>', lines) if lines else "–"


def _level(status: YearlyStatus | None) -> SafeString | str:
    return level_mark(status.level) if status else "–"


def _years_value(row: PairRow) -> str:
    """`2026: Green/Yellow; 2025: Green/–`."""

    def word(status: YearlyStatus | None) -> str:
        return str(Level(status.level).label) if status else "–"

    return "; ".join(f"{line.year}: {word(line.owner)}/{word(line.provider)}" for line in row.years)


def _granted(row: PairRow) -> SafeString | str:
    """`120 000 + 80 000`: to the owner and to the partner, of what they have together."""
    if not row.granted.measures:
        return "–"
    to_owner, to_partner = format_kroner(row.granted.owner), format_kroner(row.granted.provider)
    return format_html('<span class="nowrap">{} + {}</span>', to_owner, to_partner)


def _last_day(row: PairRow) -> date | None:
    return row.agreement.last_day if row.agreement else None


def _day(row: PairRow) -> str:
    last = _last_day(row)
    return short_date(last) if last else "–"


def _common(is_open_to: _Links) -> tuple[ListColumn[PairRow], ...]:
    return (
        ListColumn(
            "measures",
            gettext_lazy("Measures"),
            lambda row: row.measures,
            lambda row: row.measures,
            sorts=True,
            is_numeric=True,
        ),
        ListColumn(
            "granted",
            gettext_lazy("Granted to owner, partner"),
            _granted,
            lambda row: row.granted.owner + row.granted.provider,
            sorts=True,
            is_numeric=True,
        ),
        ListColumn("granted_owner", gettext_lazy("Granted to the owner"), value=lambda row: row.granted.owner),
        ListColumn("granted_partner", gettext_lazy("Granted to the partner"), value=lambda row: row.granted.provider),
        ListColumn("state", gettext_lazy("Agreement"), _state(is_open_to), _word),
        ListColumn("last_day", gettext_lazy("Last day"), _day, _last_day, sorts=True),
        ListColumn("years", gettext_lazy("Status: owner, partner"), _years, _years_value),
    )


def office_pairs() -> PageList[PairRow]:
    """The columns for an office, which reads what both have signed."""
    return PageList(
        (
            ListColumn(
                "owner",
                gettext_lazy("Owner"),
                lambda row: _named(row, row.owner),
                lambda row: row.owner,
                sorts=True,
                is_heading=True,
            ),
            ListColumn(
                "provider", gettext_lazy("Partner"), lambda row: row.provider, lambda row: row.provider, sorts=True
            ),
            *_common(lambda row: row.agreement is not None and row.agreement.state in SIGNED_STATES),
        ),
        first="owner",
    )


def own_pairs(organisation_id: int) -> PageList[PairRow]:
    """The columns for an organisation."""

    def other(row: PairRow) -> str:
        return row.provider if row.owner_id == organisation_id else row.owner

    def named(row: PairRow) -> SafeString | str:
        if row.partnership_id is not None:
            return _named(row, other(row))
        other_id = row.provider_id if row.owner_id == organisation_id else row.owner_id
        address = f"{reverse('own_partnerships:new')}?med={other_id}"
        words, name = _("Begin an agreement"), other(row)
        return format_html(
            '{}<br><a class="small" href="{}">{}<span class="ds-sr-only"> {}</span></a>', name, address, words, name
        )

    return PageList(
        (
            ListColumn("other", gettext_lazy("With"), named, other, is_heading=True),
            *_common(lambda _row: True),
        ),
        first="other",
    )
