"""What the reports ask of providers against what these have stated: the finding, the table and the drawing."""

from __future__ import annotations

from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fordel.core.money import format_kroner
from fordel.insight.presentation.tables import Cell, Table, reports_url
from fordel.insight.presentation.words import capitalised, small_number
from fordel.insight.selectors.room import ProviderRoom, half_years_of
from fordel.insight.selectors.status import StatusView
from fordel.partnership.selectors.offers import half_year_words
from fordel.shared.charts.bars import Bar, bar_chart
from fordel.shared.charts.paint import NEUTRAL, OTHER_KIND
from fordel.shared.charts.series import SeriesChart, series_of_bars

_MOST_BARS: Final = 13


def room_heading(view: StatusView) -> str:
    """Whether some provider is asked for more than it has stated, and which."""
    over = [row for row in view.room if row.over]
    if not over:
        return gettext("No provider is asked for more than it has stated")
    if len(over) > 1:
        return capitalised(
            gettext("%(count)s providers are asked for more than they have stated") % {"count": small_number(len(over))}
        )
    (first,) = over
    return ngettext(
        "%(count)s report asks for more than %(provider)s has stated",
        "%(count)s reports ask for more than %(provider)s has stated",
        first.measures,
    ) % {"count": format_kroner(first.measures), "provider": first.name}


def room_subtitle(view: StatusView) -> str:
    """What is compared, and for whom there is nothing to compare with."""
    text = gettext(
        "Measures that the provider is in, of those it has stated room for in %(spring)s and %(autumn)s. Reports to"
        " other offices are not counted. Grey: more than stated."
    )
    spring, autumn = (half_year_words(code) for code in half_years_of(view.round.year))
    silent = sum(row.room is None for row in view.room)
    sentences = [text % {"spring": spring, "autumn": autumn}]
    if silent:
        more = ngettext(
            "%(count)s partner has not stated any room.", "%(count)s partners have not stated any room.", silent
        )
        sentences.append(more % {"count": format_kroner(silent)})
    return " ".join(sentences)


def room_table(view: StatusView) -> Table:
    """A row for each partner: what it has stated for each half-year, and what is asked for."""
    halves = half_years_of(view.round.year)
    rows = tuple(
        (
            Cell(row.name),
            *(Cell(row.stated.get(code)) for code in halves),
            Cell(row.room),
            Cell(row.measures, reports_url(view, partner=row.organisation_id)),
            Cell(None if row.room is None else row.over),
        )
        for row in view.room
    )
    return Table(
        gettext("Measures asked for and room stated, by provider"),
        (
            (gettext("Partner"), False),
            *((capitalised(half_year_words(code)), True) for code in halves),
            (gettext("Room in all"), True),
            (gettext("Measures"), True),
            (gettext("More than stated"), True),
        ),
        rows,
    )


def room_chart(view: StatusView, width: int) -> SafeString:
    """What each provider that has stated its room is asked for; what is beyond it has another colour."""
    bars = _bars(view)
    listed = "; ".join(f"{bar.label} {bar.end}" for bar in bars[:5])
    return bar_chart(f"room-{width}", bars, f"{room_heading(view)}. {listed}.", width=width)


def room_series(view: StatusView) -> SeriesChart:
    """The same as numbers: what there is room for, and what is beyond it."""
    names = {NEUTRAL: gettext("Within what is stated"), OTHER_KIND: gettext("More than stated")}
    return series_of_bars(_bars(view), names)


def _bars(view: StatusView) -> list[Bar]:
    return [_bar(row) for row in view.room if row.room is not None][:_MOST_BARS]


def _bar(row: ProviderRoom) -> Bar:
    end = gettext("%(measures)s of %(room)s") % {"measures": row.measures, "room": row.room}
    return Bar(row.name, ((row.measures - row.over, NEUTRAL), (row.over, OTHER_KIND)), end)
