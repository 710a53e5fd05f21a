"""What the employees answer, beside what the owners say: a group of fewer than five answers is in no figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fordel.core.anonymity.groups import AT_LEAST
from fordel.core.form.definition import text_in
from fordel.core.outcomes.rules import OutcomeRules
from fordel.core.pulse.figures import Asked, Summary
from fordel.core.pulse.rules import HIGHEST
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import drawn
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.selectors.helped import YearPulse
from fordel.insight.selectors.years import Year, YearsView
from fordel.parties.selectors.language import language_of_page
from fordel.pulse.models import Moment
from fordel.shared.charts.bars import Bar, bar_chart
from fordel.shared.charts.paint import NEUTRAL, OTHER_KIND
from fordel.shared.charts.series import series_of_bars
from fordel.shared.charts.stacked import FULL
from fordel.shared.decimals import one_decimal

_FINE: Final = 100
"""Bars are whole numbers: hundredths of the scale."""


def employee_figures(view: YearsView, rules: OutcomeRules, pulses: Mapping[int, YearPulse], slug: str) -> list[Figure]:
    """A figure for each year with results, the newest first."""
    years = [year for year in reversed(view.years) if year.round.pk in pulses]
    return [
        _figure(view, rules, year, pulses[year.round.pk], slug) for year in years if pulses[year.round.pk].questions
    ]


def employee_notes(pulses: Iterable[YearPulse]) -> list[str]:
    """That some answers are left out, if they are."""
    if not any(each.leaves_out for each in pulses):
        return []
    text = gettext("Places of work where fewer than %(least)s employees have answered are in no figure.")
    return [text % {"least": AT_LEAST}]


def _figure(view: YearsView, rules: OutcomeRules, year: Year, pulse: YearPulse, slug: str) -> Figure:
    key = f"employees-{year.year}"
    heading = _heading(pulse, year.year)
    language = language_of_page()
    counted = ngettext(
        "Means from 1 (%(low)s) to %(most)s (%(high)s), of the answers in %(count)s measure.",
        "Means from 1 (%(low)s) to %(most)s (%(high)s), of the answers in %(count)s measures.",
        pulse.measures,
    )
    low, high = text_in(pulse.low, language).lower(), text_in(pulse.high, language).lower()
    subtitle = counted % {"most": HIGHEST, "count": pulse.measures, "low": low, "high": high}
    subtitle = f"{subtitle} {gettext('Nobody knows who has answered.')}"
    names = {sign: f"{sign}) {text_in(words, language)}" for sign, words in rules.names.items()}

    bars = [bar for each in pulse.questions for bar in _bars(text_in(each.texts, language), each.asked)]

    def draw(width: int) -> SafeString:
        spoken = "; ".join(f"{bar.label} {bar.end}" for bar in bars)
        return bar_chart(f"{key}-{width}", bars, f"{heading}. {spoken}.", width=width, most=HIGHEST * _FINE)

    rows = tuple(
        (
            Cell(text_in(each.texts, language)),
            Cell(names.get(each.sign, each.sign)),
            *_cells(each.asked.start),
            *_cells(each.asked.end),
            Cell(round(each.asked.change.difference, 2) if each.asked.change else None, is_change=True),
            Cell(round(each.asked.change.margin, 2) if each.asked.change else None),
        )
        for each in pulse.questions
    )
    table = Table(gettext("The employees' answers in %(year)s") % {"year": year.year}, _columns(), rows)
    moments = {OTHER_KIND: str(Moment.START.label), NEUTRAL: str(Moment.END.label)}
    return drawn(
        view, slug, key, heading, subtitle, table, draw, lambda: series_of_bars(bars, moments, _FINE), width=FULL
    )


def _columns() -> tuple[tuple[str, bool], ...]:
    return (
        (gettext("Question"), False),
        (gettext("Sign"), False),
        (gettext("Answers at the start"), True),
        (gettext("Mean at the start"), True),
        (gettext("Answers at the end"), True),
        (gettext("Mean at the end"), True),
        (gettext("Change from the start"), True),
        (gettext("Uncertainty, 95 %"), True),
    )


def _cells(found: Summary | None) -> tuple[Cell, Cell]:
    return (Cell(found.count), Cell(round(found.mean, 2))) if found else (Cell(None), Cell(None))


def _bars(title: str, asked: Asked) -> list[Bar]:
    moments = ((Moment.START, asked.start, OTHER_KIND), (Moment.END, asked.end, NEUTRAL))
    return [
        Bar(f"{title} {moment.label}", ((round(found.mean * _FINE), paint),), one_decimal(found.mean))
        for moment, found, paint in moments
        if found
    ]


def _heading(pulse: YearPulse, year: int) -> str:
    """In words what has changed; that nothing can be compared if there is one moment alone."""
    verdicts = [each.asked.change.verdict for each in pulse.questions if each.asked.change]
    about = {"year": year, "up": verdicts.count("up"), "down": verdicts.count("down"), "all": len(verdicts)}
    if not verdicts:
        return gettext("%(year)s: the employees have answered once, so there is nothing to compare with yet") % about
    if about["up"] and not about["down"]:
        return gettext("%(year)s: the employees agree more than at the start on %(up)s of %(all)s questions") % about
    if about["down"] and not about["up"]:
        return gettext("%(year)s: the employees agree less than at the start on %(down)s of %(all)s questions") % about
    if about["up"]:
        text = gettext("%(year)s: the employees agree more than at the start on %(up)s questions, and less on %(down)s")
        return text % about
    return gettext("%(year)s: we cannot see that the employees' answers have changed") % about
