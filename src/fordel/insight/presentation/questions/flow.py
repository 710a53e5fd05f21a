"""Where does the money go? From needs through the recommendation to what is granted, year by year."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fordel.core.figures import values_by
from fordel.core.money import format_kroner
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question, drawn
from fordel.insight.presentation.questions.through_the_year import (
    figure_cells,
    figure_headings,
    stages_of,
    with_so_far,
)
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.presentation.words import kroner, money
from fordel.insight.selectors.years import Year, YearsView
from fordel.shared.charts.flow import Band, Stage, flow_chart
from fordel.shared.charts.paint import paint_of
from fordel.shared.charts.series import series_of_flow

SLUG: Final = "pengene"


def answer(view: YearsView) -> Answer:
    """The flow of each year with reports, the last one first, and the years in one table."""
    told = [year for year in reversed(view.years) if year.measures]
    if not told:
        empty = gettext("No needs have been reported yet")
        return Answer(empty, gettext("The figures appear when the first report has come in."), ())
    flows = tuple(_flow(view, year) for year in told)
    return Answer(_finding(view), _lead(view), (*flows, _years(view)), notes=notes_of(view))


def notes_of(view: YearsView) -> tuple[str, ...]:
    """What must be said beside the numbers of the years that cannot be compared."""
    return tuple(f"{year.year}: {year.note}" for year in view.years if year.note)


def _finding(view: YearsView) -> str:
    return _words(view.now)


def _words(year: Year) -> str:
    values = year.values
    about = {"year": year.year, "needs": money(values["needs"] or 0)}
    if values["granted"] is not None:
        text = gettext("%(year)s: %(granted)s granted of %(needs)s asked for")
        return text % {**about, "granted": money(values["granted"])}
    if values["recommended"] is not None:
        text = gettext("%(year)s: %(recommended)s recommended of %(needs)s asked for")
        return text % {**about, "recommended": money(values["recommended"])}
    return gettext("%(year)s: %(needs)s asked for, and nothing recommended yet") % about


def _lead(view: YearsView) -> str:
    now = view.now
    sentences = [gettext("The frame of %(year)s is %(frame)s.") % {"year": now.year, "frame": money(now.frame)}]
    if now.held_back:
        sentences.append(gettext("%(sum)s is held back for shared purposes.") % {"sum": money(now.held_back)})
    if now.held_back is not None:
        left = now.frame - (now.values["granted"] or 0) - now.held_back
        if not view.hides_reports and left > 0:
            sentences.append(gettext("%(sum)s is not given out.") % {"sum": money(left)})
    return " ".join(sentences)


def _flow(view: YearsView, year: Year) -> Figure:
    stages = stages_of(year.values)
    parts = [(part, values_by(year.measures, "group").get(part.code)) for part in year.groups.every]
    shown = [(part, values) for part, values in parts if values is not None]
    rows = tuple(
        (Cell(part.name, mark=part.mark), *(Cell(values[code]) for code, _name in stages)) for part, values in shown
    )
    total = (Cell(gettext("Sum")), *(Cell(year.values[code]) for code, _name in stages))
    heading = _words(year)
    columns = [each for each, code in zip(figure_headings(), year.values, strict=True) if code in dict(stages)]
    table = Table(heading, ((gettext("Target group"), False), *columns), rows, total)
    spoken = "; ".join(f"{name} {kroner(year.values[code] or 0)}" for code, name in stages)

    heads = [Stage(name, format_kroner(year.values[code] or 0)) for code, name in stages]
    bands = [(part.name, paint_of(part.mark), [values[code] or 0 for code, _name in stages]) for part, values in shown]

    def draw(width: int) -> SafeString:
        flowing = [Band(name, paint, _never_more(amounts)) for name, paint, amounts in bands]
        return flow_chart(f"flow-{year.year}-{width}", heads, flowing, f"{heading}. {spoken}.", width=width)

    subtitle = gettext("Kroner by target group. What is paler at the side did not reach the next step.")
    return drawn(
        view,
        SLUG,
        f"flow-{year.year}",
        heading,
        with_so_far(subtitle, year.values),
        table,
        draw if len(stages) > 1 else None,
        partial(series_of_flow, heads, bands),
        entries=tuple((part.mark, part.name) for part, _values in shown),
    )


def _never_more(amounts: list[int]) -> tuple[int, ...]:
    """A group may be granted more than the forum recommended; the drawing shows the part that came through."""
    found: list[int] = []
    for amount in amounts:
        found.append(min(amount, found[-1]) if found else amount)
    return tuple(found)


def _years(view: YearsView) -> Figure:
    heading = gettext("The years beside each other")
    rows = tuple(year_row(year) for year in view.years)
    return drawn(
        view, SLUG, "years", heading, gettext("Kroner and number of reports."), Table(heading, headings(), rows)
    )


def headings() -> tuple[tuple[str, bool], ...]:
    """The headings of a table of years."""
    return (
        (gettext("Year"), False),
        (gettext("Frame, kroner"), True),
        *figure_headings(),
        (gettext("Held back, kroner"), True),
    )


def year_row(year: Year) -> tuple[Cell, ...]:
    """A year in such a table; of one without reports only the frame is known."""
    values = figure_cells(year.values) if year.measures else [Cell(None)] * len(figure_headings())
    return (Cell(str(year.year)), Cell(year.frame), *values, Cell(year.held_back))


QUESTION: Final = Question(SLUG, gettext_lazy("Where does the money go?"), answer)
