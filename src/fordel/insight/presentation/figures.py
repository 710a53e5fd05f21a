"""The parts of the status in the order they are shown: heading, subtitle, drawing, legend and the table behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from fordel.core.form.definition import Question
from fordel.core.money import format_kroner
from fordel.insight.presentation import charts, room, tables, texts
from fordel.insight.presentation.charts import Legend, legend_list, with_legend
from fordel.insight.presentation.tables import Table
from fordel.insight.presentation.words import kroner
from fordel.insight.selectors.status import StatusView
from fordel.programme.selectors.groups import mark_of
from fordel.reports.selectors.counted_answers import PREFIX, counted_questions, name_of
from fordel.shared.charts.bars import HALF
from fordel.shared.charts.series import SeriesChart
from fordel.shared.charts.stacked import FULL
from fordel.shared.charts.svg import NARROW

SQUARES = 352


@dataclass(frozen=True)
class Figure:
    """A chart with everything around it. `draw` makes the drawing in a width; None if there is nothing to draw. `name`
    is the short name of a figure that the scheme's form gives. The drawing can be downloaded if it has addresses.
    `series` are the numbers of the drawing; every figure that is drawn has them."""

    key: str
    heading: str
    subtitle: str
    table: Table
    csv_url: str
    full_width: int
    draw: Callable[[int], SafeString] | None
    entries: Legend = ()
    is_open: bool = False
    aside: tuple[str, str] | None = None
    name: str = ""
    svg_url: str = ""
    png_url: str = ""
    series: Callable[[], SeriesChart] | None = None

    @property
    def legend(self) -> str:
        return legend_list(self.entries)

    def drawing(self, width: int) -> str:
        """The drawing with its legend, for documents; '' where there is none."""
        return with_legend(f"{self.key}-{width}", self.draw(width), self.entries) if self.draw else ""

    @property
    def has_drawing(self) -> bool:
        return self.draw is not None

    @cached_property
    def wide(self) -> str:
        return self.draw(self.full_width) if self.draw else ""

    @cached_property
    def narrow(self) -> str:
        return self.draw(NARROW) if self.draw else ""

    @property
    def heading_id(self) -> str:
        return f"{self.key}-heading"


def all_figures(view: StatusView) -> list[Figure]:
    """What there is to show, in order. Frame and comparison are about all reports and are left out of a selection."""
    whole = [] if view.filters.is_active else [frame_figure(view)]
    if view.figures.needs.count:
        whole += [theme_figure(view), partner_figure(view), sami_figure(view), network_figure(view)]
        whole += [answer_figure(view, question) for question in counted_questions(view.round.scheme)]
        whole += [room_figure(view)] if view.room else []
        whole.append(place_figure(view))
    if view.former and not view.filters.is_active:
        whole.append(comparison_figure(view))
    return whole


def _figure(
    view: StatusView,
    key: str,
    heading: str,
    subtitle: str,
    *,
    table: Table,
    draw: Callable[[StatusView, int], SafeString] | None,
    width: int = HALF,
    entries: Legend = (),
    is_open: bool = False,
    aside: tuple[str, str] | None = None,
    name: str = "",
    series: Callable[[StatusView], SeriesChart] | None = None,
) -> Figure:
    where = {**view.round.where, "key": key}
    return Figure(
        key=key,
        heading=heading,
        subtitle=subtitle,
        table=table,
        csv_url=reverse("insight:csv", kwargs=where) + view.filters.query,
        full_width=width,
        draw=(lambda chosen: draw(view, chosen)) if draw else None,
        entries=entries,
        is_open=is_open,
        aside=aside,
        name=name,
        series=(lambda: series(view)) if series else None,
    )


def frame_figure(view: StatusView) -> Figure:
    entries = [
        (mark_of(view.round.pk, code), gettext("Own reports, %(line)s") % {"line": view.line_name(code).lower()})
        for code in (line.code for line in view.figures.lines)
    ]
    if charts.has_pot(view.figures):
        entries.append(("diamond", gettext("Shared reports that must be paid from here")))
        entries.append(("may", gettext("Shared reports that you can place")))
    elif view.figures.shared.count:
        entries.append(("diamond", gettext("Shared reports")))
    return _figure(
        view,
        "frame",
        texts.frame_heading(view),
        texts.frame_subtitle(view),
        table=tables.frame_table(view),
        draw=charts.frame_chart,
        series=charts.frame_series,
        width=FULL,
        entries=tuple(entries),
        is_open=True,
    )


def theme_figure(view: StatusView) -> Figure:
    count = len([theme for theme in view.figures.themes if theme.name])
    subtitle = gettext("Reported needs, kroner.")
    if count > charts.MOST_BARS:
        subtitle = gettext("Reported needs, kroner. The %(shown)s largest of %(count)s themes.") % {
            "shown": charts.MOST_BARS,
            "count": format_kroner(count),
        }
    return _figure(
        view,
        "themes",
        texts.theme_heading(view),
        " ".join([subtitle, *texts.theme_sentences(view)]),
        table=tables.theme_table(view),
        draw=charts.theme_chart if count else None,
        series=charts.theme_series,
        entries=charts.group_legend(view) if count else (),
    )


def partner_figure(view: StatusView) -> Figure:
    partners = view.figures.partners
    subtitle = gettext("Amount that goes to the partner, kroner, and number of measures.")
    if any(partner.kind != "university" for partner in partners[: charts.MOST_PARTNERS]):
        subtitle = gettext(
            "Amount that goes to the partner, kroner, and number of measures. Grey: vocational colleges and others."
        )
    if len(partners) > charts.MOST_PARTNERS:
        more = gettext("The %(shown)s largest of %(count)s.") % {
            "shown": charts.MOST_PARTNERS,
            "count": format_kroner(len(partners)),
        }
        subtitle = f"{subtitle} {more}"
    return _figure(
        view,
        "partners",
        texts.partner_heading(view),
        subtitle if partners else gettext("No report names a university or another provider."),
        table=tables.partner_table(view),
        draw=charts.partner_chart if partners else None,
        series=charts.partner_series,
    )


def room_figure(view: StatusView) -> Figure:
    return _figure(
        view,
        "room",
        room.room_heading(view),
        room.room_subtitle(view),
        table=room.room_table(view),
        draw=room.room_chart,
        series=room.room_series,
    )


def sami_figure(view: StatusView) -> Figure:
    subtitle = charts.square_meaning(view)
    if view.figures.sami.not_given:
        unknown = gettext("Not given in %(count)s.") % {"count": format_kroner(view.figures.sami.not_given)}
        subtitle = f"{subtitle} {unknown}"
    return _figure(
        view,
        "sami",
        texts.sami_heading(view),
        subtitle,
        table=tables.sami_table(view),
        draw=charts.sami_chart,
        series=charts.sami_series,
        width=SQUARES,
        entries=charts.group_legend(view),
        aside=(kroner(view.figures.sami.total.amount), _by_group(view)),
    )


def _by_group(view: StatusView) -> str:
    """`4 barnehage, 3 skole, 5 begge`."""
    tallies = view.figures.sami.by_group
    return ", ".join(
        f"{format_kroner(tallies[group.code].count)} {group.in_sentence}"
        for group in view.groups.every
        if group.code in tallies
    )


def answer_figure(view: StatusView, question: Question) -> Figure:
    """What the reports answer to a question that the scheme counts: a table without a drawing."""
    return _figure(
        view,
        PREFIX + question.code,
        texts.answer_heading(view, question),
        gettext("Number of reports and reported needs, kroner, by answer."),
        table=tables.answer_table(view, question),
        draw=None,
        is_open=True,
        name=name_of(question),
    )


def network_figure(view: StatusView) -> Figure:
    networks = view.figures.networks
    subtitle = gettext("Reported needs through networks, kroner.")
    if len(networks) > charts.MOST_BARS:
        more = gettext("The %(shown)s largest of %(count)s.") % {"shown": charts.MOST_BARS, "count": len(networks)}
        subtitle = f"{subtitle} {more}"
    return _figure(
        view,
        "networks",
        texts.network_heading(view),
        subtitle if networks else gettext("Every report is from one owner alone."),
        table=tables.network_table(view),
        draw=charts.network_chart if networks else None,
        series=charts.network_series,
    )


def place_figure(view: StatusView) -> Figure:
    subtitle = gettext("The area shows kroner from the owners in each municipality.")
    if any(item.reach != "own" for item in view.figures.places) and view.names_missing:
        cross = gettext("✕ no report of its own.")
        subtitle = f"{subtitle} {cross}"
    return _figure(
        view,
        "municipalities",
        texts.place_heading(view),
        subtitle,
        table=tables.place_table(view),
        draw=charts.place_chart,
        series=charts.place_series,
    )


def comparison_figure(view: StatusView) -> Figure:
    subtitle = gettext("Frame in %(region)s, kroner.") % {"region": view.round.office.region_name}
    return _figure(
        view,
        "years",
        texts.comparison_heading(view, view.former[-1]),
        subtitle,
        table=tables.comparison_table(view),
        draw=charts.comparison_chart,
        series=charts.comparison_series,
        width=FULL,
    )
