"""The catalogue of figures in words, and its values as one table and as JSON."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from fordel.core.figures import ASSESSMENTS, BREAKDOWNS, CATALOGUE, KRONER, REPORTS, Degrees, degrees_of, values_by
from fordel.core.form.definition import text_in
from fordel.core.pulse.figures import Asked
from fordel.insight.presentation.questions.degrees import who_words
from fordel.insight.presentation.questions.flow import headings, year_row
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.selectors.helped import YearPulse, pulses_of, rules_of_view
from fordel.insight.selectors.years import Year, YearsView
from fordel.parties.selectors.language import language_of_page


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
        "assessments": (
            gettext("Assessments of signs"),
            gettext("The number of signs that owners, partners and other owners have assessed in these reports."),
            gettext("Outcome reports in Fordel"),
        ),
    }


def _beside() -> tuple[tuple[str, ...], ...]:
    """The figures that have more than one number: name, unit, formula and source."""
    return (
        (
            gettext("Degree of each sign"),
            gettext("assessments"),
            gettext("The number of assessments that say each degree, of each sign and by who has assessed."),
            gettext("Outcome reports in Fordel"),
        ),
        (
            gettext("The employees' answers"),
            gettext("1 to 5"),
            gettext("The mean of each question at the start and at the end, of groups of five answers or more."),
            gettext("The questions to the employees in Fordel"),
        ),
    )


def catalogue_table() -> Table:
    """What each figure is, where it comes from, and who may see it."""
    words = _words()
    unit = {KRONER: gettext("kroner"), REPORTS: gettext("reports"), ASSESSMENTS: gettext("assessments")}
    readers = {True: gettext("Everybody"), False: gettext("The office, the forum, auditors and the directorate")}
    rows = tuple(
        (Cell(words[each.code][0]), Cell(unit[each.unit]), Cell(words[each.code][1]),
         Cell(words[each.code][2]), Cell(readers[each.is_open]))
        for each in CATALOGUE
    ) + tuple(tuple(Cell(text) for text in (*each, readers[False])) for each in _beside())  # fmt: skip
    columns = (gettext("Figure"), gettext("Unit"), gettext("How it is computed"), gettext("Source"))
    return Table(
        gettext("The catalogue of figures"),
        (*((column, False) for column in columns), (gettext("Who may see it"), False)),
        rows,
    )


def values_table(view: YearsView) -> Table:
    """The values of every year."""
    return Table(gettext("The figures by year"), headings(), tuple(year_row(year) for year in view.years))


def degrees_table(view: YearsView) -> Table:
    """How far each sign was reached in every year, by who has assessed it."""
    rules, language = rules_of_view(view), language_of_page()
    degrees = rules.degrees if rules else ()
    rows = tuple(
        (
            Cell(str(year.year)),
            Cell(sign),
            Cell(who_words(who)),
            *(Cell(counts.get(each.code, 0)) for each in degrees),
            Cell(sum(counts.values())),
        )
        for year in view.years
        for (sign, who), counts in sorted(degrees_of(year.measures).items())
    )
    columns = (
        *((text, False) for text in (gettext("Year"), gettext("Sign"), gettext("Who has assessed"))),
        *((text_in(each.label, language), True) for each in degrees),
        (gettext("Answers"), True),
    )
    return Table(gettext("Degree of each sign"), columns, rows)


def as_json(view: YearsView) -> dict[str, Any]:
    """The figures of every year with stable keys; amounts in whole kroner, null as long as there is nothing."""
    pulses = pulses_of(view)
    return {
        "office": view.round.office.slug,
        "scheme": view.round.scheme_slug,
        "figures": [{"code": each.code, "unit": each.unit, "name": name_of(each.code)} for each in CATALOGUE],
        "years": [_year(year, pulses.get(year.round.pk)) for year in view.years],
    }


def _signs(degrees: Degrees) -> dict[str, dict[str, dict[str, int]]]:
    """Sign -> who has assessed it -> degree -> how many."""
    found: dict[str, dict[str, dict[str, int]]] = {}
    for (sign, who), counts in sorted(degrees.items()):
        found.setdefault(sign, {})[who] = dict(sorted(counts.items()))
    return found


def _pulse(pulse: YearPulse | None) -> dict[str, Any]:
    """Question -> what the answers say; empty if there is nothing that may be shown."""
    return {each.code: _asked(each.asked) for each in pulse.questions} if pulse else {}


def _asked(asked: Asked) -> dict[str, Any]:
    moments = {"start": asked.start, "end": asked.end}
    found: dict[str, Any] = {
        name: {"answers": each.count, "mean": round(each.mean, 2)} if each else None for name, each in moments.items()
    }
    changed = asked.change
    change = {"difference": round(changed.difference, 2), "margin": round(changed.margin, 2)} if changed else None
    return found | {"change": change}


def _year(year: Year, pulse: YearPulse | None) -> dict[str, Any]:
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
        "signs": _signs(degrees_of(year.measures)),
        "pulse": _pulse(pulse),
    }
