"""The catalogue of figures in words, and its values as one table and as JSON."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from fordel.core.figures import BREAKDOWNS, CATALOGUE, KRONER, values_by
from fordel.insight.presentation.questions.flow import headings, year_row
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.selectors.years import Year, YearsView


def name_of(code: str) -> str:
    """What the figure is called."""
    return _words()[code][0]


def source_of(code: str) -> str:
    """Where the figure comes from."""
    return _words()[code][2]


def _words() -> dict[str, tuple[str, str, str]]:
    """Code -> name, formula and source."""
    reports = gettext("Needs reports in Fordel")
    return {
        "reports": (
            gettext("Reports"),
            gettext("The number of needs reports that count: sent, and neither withdrawn nor refused."),
            reports,
        ),
        "needs": (gettext("Reported need"), gettext("The sum of what these reports ask for in the year."), reports),
        "recommended": (
            gettext("Recommended"),
            gettext("The sum of what the forum has adopted for these reports; nothing until it has."),
            gettext("The recommendation of the forum"),
        ),
        "granted": (
            gettext("Granted"),
            gettext("The sum of what is decided for these reports; nothing until it is decided."),
            gettext("The decision of the county governor"),
        ),
        "supported": (
            gettext("Measures with a grant"),
            gettext("The number of these reports that are granted more than 0 kroner."),
            gettext("The decision of the county governor"),
        ),
        "used": (
            gettext("Used"),
            gettext("The sum of what the outcome reports that are sent say was used."),
            gettext("Outcome reports in Fordel"),
        ),
        "reported": (
            gettext("Outcome reports"),
            gettext("The number of outcome reports that are sent for these measures."),
            gettext("Outcome reports in Fordel"),
        ),
    }


def catalogue_table() -> Table:
    """What each figure is, where it comes from, and who may see it."""
    words, unit = _words(), {True: gettext("kroner"), False: gettext("reports")}
    readers = {True: gettext("Everybody"), False: gettext("The office, the forum, auditors and the directorate")}
    rows = tuple(
        (Cell(words[each.code][0]), Cell(unit[each.unit == KRONER]), Cell(words[each.code][1]),
         Cell(words[each.code][2]), Cell(readers[each.is_open]))
        for each in CATALOGUE
    )  # fmt: skip
    columns = (gettext("Figure"), gettext("Unit"), gettext("How it is computed"), gettext("Source"))
    return Table(
        gettext("The catalogue of figures"),
        (*((column, False) for column in columns), (gettext("Who may see it"), False)),
        rows,
    )


def values_table(view: YearsView) -> Table:
    """The values of every year."""
    return Table(gettext("The figures by year"), headings(), tuple(year_row(year) for year in view.years))


def as_json(view: YearsView) -> dict[str, Any]:
    """The figures of every year with stable keys; amounts in whole kroner, null as long as there is nothing."""
    return {
        "office": view.round.office.slug,
        "scheme": view.round.scheme_slug,
        "figures": [{"code": each.code, "unit": each.unit, "name": name_of(each.code)} for each in CATALOGUE],
        "years": [_year(year) for year in view.years],
    }


def _year(year: Year) -> dict[str, Any]:
    return {
        "year": year.year,
        "scheme": year.round.scheme_slug,
        "note": year.note,
        "comparable": year.may_be_compared,
        "frame": year.frame,
        "lines": {line.code: line.amount for line in year.lines},
        "held_back": year.held_back,
        "values": dict(year.values),
        "by_line": {line: dict(found) for line, found in year.by_line.items()},
        **{
            f"by_{key}": {part: dict(found) for part, found in values_by(year.measures, key).items()}
            for key in BREAKDOWNS
        },
    }
