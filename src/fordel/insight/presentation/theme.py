"""The page of a theme: its figures as tables and drawings, and what they say."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fordel.core.money import format_kroner
from fordel.insight.presentation.charts import Legend
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.tables import Cell, Table, partner_columns
from fordel.insight.presentation.words import money, partner_kind, tick
from fordel.insight.selectors.theme import Measure, ThemeView, ThemeYear
from fordel.shared.charts.paint import paint_of
from fordel.shared.charts.stacked import FULL, Part, Row, stacked_chart
from fordel.shared.sentences import listed


def theme_lead(view: ThemeView) -> str:
    """What came of the theme in the year of the page, in a sentence or two."""
    now = view.now
    if not now.asked.count:
        return gettext("No needs report in %(year)s is about this theme.") % {"year": now.year}
    asked = ngettext(
        "%(count)s needs report in %(year)s asks for %(sum)s.",
        "%(count)s needs reports in %(year)s ask for %(sum)s.",
        now.asked.count,
    ) % {"count": format_kroner(now.asked.count), "year": now.year, "sum": money(now.asked.amount)}
    return " ".join([asked, *_came_of(now)])


def _came_of(year: ThemeYear) -> list[str]:
    if year.granted is not None:
        text = ngettext(
            "%(count)s measure got a grant, %(sum)s in all.",
            "%(count)s measures got a grant, %(sum)s in all.",
            year.supported,
        )
        return [text % {"count": format_kroner(year.supported), "sum": money(year.granted)}]
    if year.recommended is not None:
        return [gettext("The forum recommends %(sum)s. Nothing is decided yet.") % {"sum": money(year.recommended)}]
    return []


def theme_figures(view: ThemeView) -> list[Figure]:
    """The years, and of the year of the page its target groups, partners and measures, if it has any."""
    found = [_years(view)]
    if view.now.measures:
        found.append(_groups(view))
        if view.partners:
            found.append(_partners(view))
        if view.shows_reports:
            found.append(_measures(view))
    return found


def _figure(view: ThemeView, key: str, heading: str, subtitle: str, table: Table, **more: object) -> Figure:
    address = reverse("insight:theme-csv", kwargs={**view.round.where, "theme": view.theme.code, "table": key})
    options = {"full_width": FULL, "draw": None, "is_open": True, **more}
    return Figure(key=key, heading=heading, subtitle=subtitle, table=table, csv_url=address, **options)  # type: ignore[arg-type]


def _years(view: ThemeView) -> Figure:
    rows = tuple(
        (
            Cell(str(year.year), _address(view, year)),
            Cell(year.asked.count),
            Cell(year.asked.amount),
            Cell(year.recommended),
            Cell(year.granted),
            Cell(year.supported if year.granted is not None else None),
            Cell(year.sami.count),
        )
        for year in view.years
    )
    table = Table(
        gettext("The theme over the years, kroner"),
        (
            (gettext("Year"), False),
            (gettext("Reports"), True),
            (gettext("Reported need, kroner"), True),
            (gettext("Recommended, kroner"), True),
            (gettext("Granted, kroner"), True),
            (gettext("Measures with a grant"), True),
            (gettext("Reports with a Sámi perspective"), True),
        ),
        rows,
    )
    is_asked_for = any(year.measures for year in view.years)
    legend: Legend = tuple((group.mark, group.name) for group in view.groups.every)
    return _figure(
        view,
        "over-years",
        _years_heading(view),
        gettext("Reported, recommended and granted, kroner."),
        table,
        draw=(lambda width: _drawing(view, width)) if is_asked_for else None,
        entries=legend if is_asked_for else (),
    )


def _address(view: ThemeView, year: ThemeYear) -> str:
    """The page of the theme in the other year; '' for the year of the page, and if the theme is several there."""
    if year.round.pk == view.round.pk or len(year.codes) != 1:
        return ""
    return reverse("insight:theme", kwargs={**year.round.where, "theme": year.codes[0]})


def _years_heading(view: ThemeView) -> str:
    """The reported needs of the last two years, or of the only one."""
    asked = [year for year in view.years if year.measures]
    if not asked:
        return gettext("No needs have been reported yet")
    *before, last = asked
    values = {"year": last.year, "sum": money(last.asked.amount)}
    if not before:
        return gettext("%(sum)s is reported in %(year)s") % values
    values |= {"before": before[-1].year, "former": money(before[-1].asked.amount)}
    return gettext("%(former)s was reported in %(before)s, and %(sum)s in %(year)s") % values


def _drawing(view: ThemeView, width: int) -> SafeString:
    rows = [row for year in view.years for row in _bars(view, year)]
    label = " ".join(f"{row.label}: {', '.join(f'{part.name} {part.text}' for part in row.parts)}." for row in rows)
    return stacked_chart(f"theme-{width}", rows, label, tick, width=width)


def _bars(view: ThemeView, year: ThemeYear) -> list[Row]:
    """What is known of the year: reported, and when it has come so far, recommended and granted."""
    kinds: list[tuple[str, int | None, Callable[[Measure], int | None]]] = [
        (gettext("%(year)s reported"), year.asked.amount, lambda each: each.asked),
        (gettext("%(year)s recommended"), year.recommended, lambda each: each.recommended),
        (gettext("%(year)s granted"), year.granted, lambda each: each.granted),
    ]
    known = [(label % {"year": year.year}, amount_of) for label, amount, amount_of in kinds if amount is not None]
    return [Row(label, _parts(view, year, amount_of)) for label, amount_of in known]


def _parts(view: ThemeView, year: ThemeYear, amount_of: Callable[[Measure], int | None]) -> tuple[Part, ...]:
    parts = []
    for group in view.groups.every:
        amount = sum(amount_of(measure) or 0 for measure in year.of_group(group.code))
        if amount:
            text = format_kroner(amount)
            parts.append(Part(amount, paint_of(group.mark), group.name, text, text))
    return tuple(parts)


def _groups(view: ThemeView) -> Figure:
    now = view.now
    rows = []
    for group in view.groups.every:
        chosen = ThemeYear(now.round, now.codes, now.of_group(group.code))
        sums = (Cell(chosen.recommended), Cell(chosen.granted), Cell(chosen.sami.count))
        name = Cell(group.name, mark=group.mark)
        rows.append((name, Cell(chosen.asked.count), Cell(chosen.asked.amount), *sums))
    total = (Cell(now.recommended), Cell(now.granted), Cell(now.sami.count))
    table = Table(
        gettext("The theme by target group in %(year)s, kroner") % {"year": now.year},
        (
            (gettext("Target group"), False),
            (gettext("Reports"), True),
            (gettext("Reported need, kroner"), True),
            (gettext("Recommended, kroner"), True),
            (gettext("Granted, kroner"), True),
            (gettext("Reports with a Sámi perspective"), True),
        ),
        tuple(rows),
        (Cell(gettext("Sum")), Cell(now.asked.count), Cell(now.asked.amount), *total),
    )
    return _figure(view, "groups", _groups_heading(view), gettext("Number of reports and kroner."), table)


def _groups_heading(view: ThemeView) -> str:
    """The groups that report nothing, or that every group reports something."""
    without = [group.in_sentence for group in view.groups.every if not view.now.of_group(group.code)]
    if without:
        return gettext("No reports about the theme in %(year)s are for %(groups)s") % {
            "year": view.now.year,
            "groups": listed(without),
        }
    return gettext("Every target group has reported needs in %(year)s") % {"year": view.now.year}


def _partners(view: ThemeView) -> Figure:
    rows = tuple(
        (Cell(each.name), Cell(partner_kind(each.kind)), Cell(each.measures), Cell(each.amount))
        for each in view.partners
    )
    first = view.partners[0]
    table = Table(
        gettext("Partners in the measures"),
        partner_columns(),
        rows,
    )
    heading = ngettext(
        "%(name)s takes part in %(count)s measure", "%(name)s takes part in %(count)s measures", first.measures
    ) % {"name": first.name, "count": format_kroner(first.measures)}
    return _figure(
        view, "partners", heading, gettext("What is asked for them in %(year)s.") % {"year": view.now.year}, table
    )


def _measures(view: ThemeView) -> Figure:
    names = {group.code: group.name for group in view.groups.every}
    rows = tuple(
        (
            Cell(each.number),
            Cell(each.title, reverse("reports:report", kwargs={**view.round.where, "number": each.number})),
            Cell(each.owner),
            Cell(names.get(each.target_group, each.target_group)),
            Cell(each.asked),
            Cell(each.recommended),
            Cell(each.granted),
        )
        for each in view.now.measures
    )
    table = Table(
        gettext("The measures in %(year)s, kroner") % {"year": view.now.year},
        (
            (gettext("Number"), True),
            (gettext("Measure"), False),
            (gettext("Owner"), False),
            (gettext("Target group"), False),
            (gettext("Reported need, kroner"), True),
            (gettext("Recommended, kroner"), True),
            (gettext("Granted, kroner"), True),
        ),
        rows,
    )
    heading = ngettext("%(count)s measure", "%(count)s measures", len(rows)) % {"count": format_kroner(len(rows))}
    return _figure(
        view,
        "measures",
        heading,
        gettext("The reports behind the figures of %(year)s.") % {"year": view.now.year},
        table,
    )
