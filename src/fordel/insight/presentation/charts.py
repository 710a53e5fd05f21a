"""The charts of the status: figures in, drawings out. Each is drawn as wide as asked, `NARROW` for small screens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fordel.core.money import format_kroner
from fordel.core.status import GroupedSum, LineFigures, StatusFigures
from fordel.insight.presentation import texts
from fordel.insight.presentation.words import tick
from fordel.insight.selectors.status import FormerYear, StatusView
from fordel.shared.charts.bars import Bar, bar_chart
from fordel.shared.charts.bubbles import Spot, bubble_map
from fordel.shared.charts.legend import above_each_other, legend_row
from fordel.shared.charts.paint import (
    DEGREES,
    MARKS,
    NEUTRAL,
    NOT_ASSESSED,
    NOT_DECIDED,
    OTHER_KIND,
    OTHER_YEAR,
    SHARED,
    Paint,
)
from fordel.shared.charts.scale import round_step
from fordel.shared.charts.series import (
    SeriesChart,
    series_of_bars,
    series_of_rows,
    series_of_spots,
    series_of_whole,
)
from fordel.shared.charts.squares import per_square, square_chart
from fordel.shared.charts.stacked import Part, Row, split_bar, stacked_chart
from fordel.shared.charts.view_box import view_size

MOST_BARS = 10
MOST_PARTNERS = 13
"""All partners of a county as a rule; the rest stand in the table."""


def frame_chart(view: StatusView, width: int) -> SafeString:
    """Own, must and may up to the frame of each line; where not all can be met, the shared needs as a bar of their
    own."""
    return stacked_chart(f"frame-{width}", _frame_rows(view), texts.frame_label(view), tick, width=width)


def frame_series(view: StatusView) -> SeriesChart:
    return series_of_rows(_frame_rows(view), gettext("Frame"))


def _frame_rows(view: StatusView) -> list[Row]:
    found = view.figures
    rows = [_line_row(view, line) for line in found.lines]
    if found.shared.count and not found.all_can_be_met:
        text = format_kroner(found.shared.amount)
        part = Part(found.shared.amount, SHARED, gettext("Shared reports"), text, text)
        rows.append(Row(gettext("Shared"), (part,), _reports(found.shared.count)))
    return rows


def _line_row(view: StatusView, line: LineFigures) -> Row:
    own = format_kroner(line.own.amount)
    parts = [Part(line.own.amount, view.paint(line.code), gettext("Own reports"), own, own)]
    if line.least is not None and view.figures.shared.count:
        least, choice = format_kroner(line.least), format_kroner(line.choice)
        must = gettext("must: %(amount)s") % {"amount": least}
        may = gettext("up to %(amount)s") % {"amount": choice}
        parts.append(Part(line.least, SHARED, gettext("Must be paid here"), least, must))
        parts.append(Part(line.choice, NOT_DECIDED, gettext("From either frame: up to"), choice, may))
    limit = gettext("Frame %(amount)s") % {"amount": format_kroner(line.frame)}
    note = ngettext("%(count)s own report", "%(count)s own reports", line.own.count) % {
        "count": format_kroner(line.own.count)
    }
    return Row(view.line_name(line.code), tuple(parts), note, (line.frame, limit))


def _reports(count: int) -> str:
    return ngettext("%(count)s report", "%(count)s reports", count) % {"count": format_kroner(count)}


def has_pot(found: StatusFigures) -> bool:
    """Whether there is a shared sum whose division between two frames can be shown."""
    return bool(found.shared.count and found.all_can_be_met and len(found.lines) == 2)


def pot_chart(view: StatusView, width: int) -> SafeString:
    """One bar for all shared needs: must, choose, must."""
    first, second = texts.sharing_lines(view.figures)
    parts = []
    for line in (first, second):
        name = gettext("Must from %(line)s") % {"line": view.line_name(line.code).lower()}
        parts.append(Part(line.least or 0, view.paint(line.code), name, format_kroner(line.least or 0)))
    parts.insert(1, Part(first.choice, NOT_DECIDED, gettext("From either frame"), format_kroner(first.choice)))
    return split_bar(f"pot-{width}", parts, texts.pot_label(view), width=width)


def _group_parts(view: StatusView, group: GroupedSum) -> tuple[tuple[int, Paint], ...]:
    codes = [code for code in view.groups.codes if code in group.by_group]
    return tuple((group.by_group[code].amount, view.paint(code)) for code in codes)


def theme_chart(view: StatusView, width: int) -> SafeString:
    """The largest themes, each bar in the colours of its target groups."""
    bars = _theme_bars(view)
    return bar_chart(f"themes-{width}", bars, _sentence(texts.theme_heading(view), bars), width=width)


def theme_series(view: StatusView) -> SeriesChart:
    return series_of_bars(_theme_bars(view), _group_names(view))


def _group_names(view: StatusView) -> dict[Paint, str]:
    return {view.paint(group.code): group.name for group in view.groups.every}


def _theme_bars(view: StatusView) -> list[Bar]:
    shown = [theme for theme in view.figures.themes if theme.name][:MOST_BARS]
    return [
        Bar(view.theme_name(theme.name), _group_parts(view, theme), format_kroner(theme.total.amount))
        for theme in shown
    ]


def partner_chart(view: StatusView, width: int) -> SafeString:
    """What goes to each partner, and in how many measures."""
    bars = _partner_bars(view)
    return bar_chart(f"partners-{width}", bars, _sentence(texts.partner_heading(view), bars), width=width)


def partner_series(view: StatusView) -> SeriesChart:
    names = {NEUTRAL: gettext("University or university college"), OTHER_KIND: gettext("Others")}
    return series_of_bars(_partner_bars(view), names)


def _partner_bars(view: StatusView) -> list[Bar]:
    bars = []
    for partner in view.figures.partners[:MOST_PARTNERS]:
        paint = NEUTRAL if partner.kind == "university" else OTHER_KIND
        end = f"{format_kroner(partner.amount)} · {format_kroner(partner.measures)}"
        bars.append(Bar(partner.name, ((partner.amount, paint),), end))
    return bars


def network_chart(view: StatusView, width: int) -> SafeString:
    bars = _network_bars(view)
    return bar_chart(f"networks-{width}", bars, _sentence(texts.network_heading(view), bars), width=width)


def network_series(view: StatusView) -> SeriesChart:
    return series_of_bars(_network_bars(view), {NEUTRAL: gettext("Reported need")})


def _network_bars(view: StatusView) -> list[Bar]:
    return [
        Bar(
            network.name,
            ((network.total.amount, NEUTRAL),),
            f"{format_kroner(network.total.amount)} · {_reports(network.total.count)}",
        )
        for network in view.figures.networks[:MOST_BARS]
    ]


def _sentence(heading: str, bars: Sequence[Bar]) -> str:
    """The heading and the first bars in words; all of them stand in the table."""
    listed = "; ".join(f"{bar.label} {bar.end}" for bar in bars[:5])
    return f"{heading}. {listed}." if listed else f"{heading}."


def sami_chart(view: StatusView, width: int) -> SafeString:
    """A square per report, filled where it has a Sámi perspective."""
    found = view.figures.sami
    codes = [code for code in view.groups.codes if code in found.by_group]
    parts = [(found.by_group[code].count, view.paint(code)) for code in codes]
    label = f"{texts.sami_heading(view)}."
    return square_chart(f"sami-{width}", parts, view.figures.needs.count, label, width=width)


def sami_series(view: StatusView) -> SeriesChart:
    """The reports with a Sámi perspective by target group, and the rest of the reports."""
    found = view.figures.sami
    parts = [
        (group.name, found.by_group[group.code].count, view.paint(group.code))
        for group in view.groups.every
        if group.code in found.by_group
    ]
    rest = view.figures.needs.count - sum(count for _name, count, _paint in parts)
    return series_of_whole(gettext("Reports"), [*parts, (gettext("Other reports"), rest, OTHER_YEAR)])


def square_meaning(view: StatusView) -> str:
    each = per_square(view.figures.needs.count)
    return ngettext(
        "One square is %(count)s report. Filled: it has a Sámi perspective.",
        "One square is %(count)s reports. Filled: they have a Sámi perspective.",
        each,
    ) % {"count": format_kroner(each)}


def place_chart(view: StatusView, width: int) -> SafeString:
    """The municipalities where they lie, with the sum from each as an area."""
    spots = _spots(view)
    most = max((spot.amount for spot in spots), default=0)
    return bubble_map(
        f"places-{width}",
        spots,
        _map_label(view),
        polar_circle=gettext("Arctic Circle"),
        legend=[(amount, tick(amount)) for amount in _legend_amounts(most)],
        width=width,
    )


def place_series(view: StatusView) -> SeriesChart:
    return series_of_spots(_spots(view), gettext("Reported need"))


def _spots(view: StatusView) -> list[Spot]:
    return [
        Spot(
            item.place.name,
            item.place.latitude,
            item.place.longitude,
            item.total.amount,
            is_missing=not item.total.count and view.names_missing,
        )
        for item in view.figures.places
        if item.place.latitude is not None and item.place.longitude is not None
    ]


def _map_label(view: StatusView) -> str:
    largest = sorted(view.figures.places, key=lambda item: -item.total.amount)[:3]
    listed = "; ".join(f"{p.place.name} {format_kroner(p.total.amount)}" for p in largest if p.total.count)
    text = gettext("Map of %(region)s. %(heading)s.") % {
        "region": view.round.office.region_name,
        "heading": texts.place_heading(view),
    }
    sums = gettext("The largest sums: %(list)s.") % {"list": listed}
    return f"{text} {sums}" if listed else text


def _legend_amounts(most: int) -> list[int]:
    """Three round amounts: the largest that fits, half of it and about a seventh of it."""
    step = round_step(max(most, 1), 20)
    return sorted({part // step * step for part in (most, most // 2, most // 7)} - {0}, reverse=True)


def comparison_chart(view: StatusView, width: int) -> SafeString:
    """The years on one scale; a year that cannot be compared is dashed."""
    rows = _year_rows(view)
    label = " ".join(
        gettext("Frames %(year)s: %(lines)s.")
        % {"year": row.label, "lines": ", ".join(f"{part.name} {part.text}" for part in row.parts)}
        for row in rows
    )
    return stacked_chart(f"years-{width}", rows, label, tick, width=width)


def comparison_series(view: StatusView) -> SeriesChart:
    return series_of_rows(_year_rows(view))


def _year_rows(view: StatusView) -> list[Row]:
    rows = [_former_row(view, former) for former in view.former]
    parts = [
        Part(line.amount, view.paint(line.code), line.name, format_kroner(line.amount), _named(line.name, line.amount))
        for line in view.lines
    ]
    rows.append(Row(str(view.round.year), tuple(parts)))
    return rows


def _former_row(view: StatusView, former: FormerYear) -> Row:
    parts = [
        Part(
            line.amount,
            view.paint(line.code) if former.same_scheme else OTHER_YEAR,
            f"{line.name} *" if former.note and line.note else line.name,
            format_kroner(line.amount),
            _named(line.name, line.amount),
        )
        for line in former.lines
    ]
    return Row(str(former.year), tuple(parts))


def _named(name: str, amount: int) -> str:
    return f"{name} {format_kroner(amount)}"


Legend = tuple[tuple[str, str], ...]
"""What the colours mean: (name of the swatch, words)."""

SWATCHES: Final = {
    **MARKS,
    "may": NOT_DECIDED,
    **{f"degree-{step}": paint for step, paint in enumerate(DEGREES)},
    "not-assessed": NOT_ASSESSED,
}


def legend_list(entries: Legend) -> SafeString:
    """The legend on a page."""
    if not entries:
        return SafeString("")
    items = format_html_join("", '<li><i class="swatch swatch-{}"></i>{}</li>', entries)
    return format_html('<ul class="legend">{}</ul>', items)


def group_legend(view: StatusView) -> Legend:
    return tuple((group.mark, group.name) for group in view.groups.every)


def with_legend(name: str, drawing: str, entries: Legend) -> str:
    """The drawing with its legend under it, for documents and slides."""
    if not entries:
        return drawing
    width, height = view_size(drawing)
    key = legend_row(name, [(SWATCHES.get(code, OTHER_KIND), words) for code, words in entries], int(width))
    return above_each_other(drawing, key, width, height)
