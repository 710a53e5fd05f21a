"""From year to year, also across the break between two regulations: never a percentage where a note forbids it."""

from __future__ import annotations

from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from fordel.core.money import format_kroner
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question, drawn
from fordel.insight.presentation.questions.flow import headings, notes_of, year_row
from fordel.insight.presentation.tables import Table
from fordel.insight.presentation.texts import frame_change, no_percentage
from fordel.insight.presentation.words import kroner, money, tick
from fordel.insight.selectors.years import Year, YearsView
from fordel.shared.charts.paint import NEUTRAL, OTHER_YEAR
from fordel.shared.charts.series import series_of_rows
from fordel.shared.charts.stacked import Part, Row, stacked_chart

SLUG: Final = "arene"


def answer(view: YearsView) -> Answer:
    notes = notes_of(view)
    if any(not year.may_be_compared for year in view.before):
        notes = (*notes, no_percentage())
    return Answer(_finding(view), _lead(view), (_years(view),), notes=notes)


def _finding(view: YearsView) -> str:
    if not view.before:
        return gettext("%(year)s is the first year") % {"year": view.now.year}
    former = view.before[-1]
    about = {"former": former.year, "year": view.now.year}
    if not former.may_be_compared:
        return gettext("%(former)s and %(year)s cannot be compared directly") % about
    return frame_change(view.now.frame - former.frame, about)


def _lead(view: YearsView) -> str:
    text = gettext("%(year)s: a frame of %(frame)s")
    return "; ".join(text % {"year": year.year, "frame": money(year.frame)} for year in view.years) + "."


def _years(view: YearsView) -> Figure:
    heading = gettext("Frame, needs and grants by year")
    subtitle = gettext("Kroner. Dashed: another scheme, which cannot be compared. The line is the frame.")
    spoken = "; ".join(f"{year.year} {kroner(year.frame)}" for year in view.years)

    bars = [_bar(year, view) for year in view.years]

    def draw(width: int) -> SafeString:
        return stacked_chart(f"years-{width}", bars, f"{heading}. {spoken}.", tick, width=width)

    rows = tuple(year_row(year) for year in view.years)
    table = Table(heading, headings(), rows)
    return drawn(view, SLUG, "years", heading, subtitle, table, draw, lambda: series_of_rows(bars, gettext("Frame")))


def _bar(year: Year, view: YearsView) -> Row:
    granted, needs = year.values["granted"], year.values["needs"]
    name = gettext("Granted") if granted is not None else gettext("Needs")
    amount = granted if granted is not None else needs or 0
    text = format_kroner(amount)
    paint = NEUTRAL if year is view.now or year.may_be_compared else OTHER_YEAR
    frame = gettext("Frame %(amount)s") % {"amount": format_kroner(year.frame)}
    return Row(str(year.year), (Part(amount, paint, name, text, f"{name} {text}"),), limit=(year.frame, frame))


QUESTION: Final = Question(SLUG, gettext_lazy("How does it develop from year to year?"), answer)
