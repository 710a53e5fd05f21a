"""Who is not here? Municipalities and private owners that never report, have stopped, or take part through others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy, ngettext

from fordel.core.alphabet import norwegian_key
from fordel.core.who_reports import NEVER, OTHERS, REPORTS, STOPPED
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question, drawn
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.presentation.words import capitalised, small_number, tick
from fordel.insight.selectors.missing import Absence, who_reports
from fordel.insight.selectors.years import YearsView
from fordel.shared.charts.bubbles import Spot, bubble_map
from fordel.shared.charts.scale import round_step
from fordel.shared.charts.series import series_of_spots
from fordel.shared.sentences import listed

SLUG: Final = "hvem-mangler"
_ORDER: Final = {NEVER: 0, STOPPED: 1, OTHERS: 2, REPORTS: 3}


def answer(view: YearsView) -> Answer:
    found = who_reports(view)
    if not any(year.measures for year in view.years):
        empty = gettext("No needs have been reported yet")
        return Answer(empty, gettext("The figures appear when the first report has come in."), ())
    notes = (
        gettext("Private owners that are not registered in Fordel are not known, and so not in the list."),
        _counted_years(view),
    )
    places = [each for each in found if each.is_municipality]
    private = [each for each in found if not each.is_municipality]
    figures = [_map(view, places), _table(view, "municipalities", gettext("Municipalities"), places)]
    if private:
        figures.append(_table(view, "owners", gettext("Registered private owners"), private))
    return Answer(_finding(view, places), _lead(private), tuple(figures), notes=notes)


def _counted_years(view: YearsView) -> str:
    years = [str(year.year) for year in view.years if year.measures]
    return gettext("Reports of these years are counted: %(years)s.") % {"years": ", ".join(years)}


def _named(found: Iterable[Absence], code: str) -> list[str]:
    return sorted((each.name for each in found if each.standing.code == code), key=norwegian_key)


def _finding(view: YearsView, places: Sequence[Absence]) -> str:
    stopped, never = _named(places, STOPPED), _named(places, NEVER)
    if never or stopped:
        count = len(never) + len(stopped)
        text = ngettext(
            "%(count)s municipality is in no report in %(year)s",
            "%(count)s municipalities are in no report in %(year)s",
            count,
        )
        return capitalised(text % {"count": small_number(count), "year": view.now.year})
    others = _named(places, OTHERS)
    if others:
        text = ngettext(
            "Every municipality is in, %(count)s of them through others alone",
            "Every municipality is in, %(count)s of them through others alone",
            len(others),
        )
        return text % {"count": small_number(len(others))}
    return gettext("Every municipality has reported needs of its own")


def _lead(private: Sequence[Absence]) -> str:
    if not private:
        return gettext("No private owner is registered here.")
    silent = [each for each in private if each.standing.code != REPORTS]
    if not silent:
        return gettext("Every registered private owner has reported needs this year.")
    text = ngettext(
        "Of %(all)s registered private owners %(count)s has not reported needs this year.",
        "Of %(all)s registered private owners %(count)s have not reported needs this year.",
        len(silent),
    )
    return text % {"all": len(private), "count": small_number(len(silent))}


def _standing(each: Absence) -> str:
    return {
        REPORTS: gettext("Reports this year"),
        OTHERS: gettext("Takes part through others"),
        STOPPED: gettext("Has reported before, not this year"),
        NEVER: gettext("Has never reported"),
    }[each.standing.code]


def _table(view: YearsView, key: str, heading: str, found: Sequence[Absence]) -> Figure:
    ordered = sorted(found, key=lambda each: _ORDER[each.standing.code])
    rows = tuple(_row(each) for each in ordered)
    columns: tuple[tuple[str, bool], ...] = (
        (gettext("Municipality") if key == "municipalities" else gettext("Owner"), False),
        *(() if key == "municipalities" else ((gettext("Municipality"), False),)),
        (gettext("In the reports"), False),
        (gettext("Last year with a report of its own"), False),
    )
    subtitle = gettext("Those that are missing come first.")
    names = listed(_named(found, NEVER) + _named(found, STOPPED))
    if names:
        missing = gettext("Missing: %(names)s.") % {"names": names}
        subtitle = f"{subtitle} {missing}"
    return drawn(view, SLUG, key, heading, subtitle, Table(heading, columns, rows), is_open=True)


def _row(each: Absence) -> tuple[Cell, ...]:
    place = () if each.is_municipality else (Cell(each.place.name),)
    last = each.standing.last_year
    return (Cell(each.name), *place, Cell(_standing(each)), Cell(str(last) if last else gettext("none")))


def _map(view: YearsView, places: Sequence[Absence]) -> Figure:
    heading = gettext("Where the reports of %(year)s come from") % {"year": view.now.year}
    subtitle = gettext("The area shows kroner from each municipality itself. ✕ is in no report.")
    rows = tuple((Cell(each.name), Cell(each.amount), Cell(_standing(each))) for each in places)
    columns = (
        (gettext("Municipality"), False),
        (gettext("Reported need, kroner"), True),
        (gettext("In the reports"), False),
    )

    spots = [
        Spot(
            each.name,
            each.place.latitude,
            each.place.longitude,
            each.amount,
            is_missing=each.standing.code in (NEVER, STOPPED),
        )
        for each in places
        if each.place.latitude is not None and each.place.longitude is not None
    ]

    def draw(width: int) -> SafeString:
        most = max((spot.amount for spot in spots), default=0)
        legend = [(amount, tick(amount)) for amount in _round_amounts(most)]
        label = f"{heading}. {_finding(view, places)}."
        circle = gettext("Arctic Circle")
        return bubble_map(f"map-{width}", spots, label, polar_circle=circle, legend=legend, width=width)

    series = partial(series_of_spots, spots, gettext("Reported need"))
    return drawn(view, SLUG, "map", heading, subtitle, Table(heading, columns, rows), draw, series)


def _round_amounts(most: int) -> list[int]:
    """Two round amounts for the legend: the largest that fits, and about a quarter of it."""
    step = round_step(max(most, 1), 20)
    return sorted({part // step * step for part in (most, most // 4)} - {0}, reverse=True)


QUESTION: Final = Question(SLUG, gettext_lazy("Who is not here?"), answer)
