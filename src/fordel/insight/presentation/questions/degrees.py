"""How far the signs were reached, drawn and as tables: each sign, and what the signs are compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from fordel.core.alphabet import norwegian_key
from fordel.core.figures import Degrees, degrees_by, degrees_of, summed
from fordel.core.form.definition import Choice, text_in
from fordel.core.outcomes.rules import OutcomeRules
from fordel.insight.presentation.charts import MOST_BARS
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import drawn
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.selectors.years import YearsView
from fordel.outcomes.models import Assessor
from fordel.parties.selectors.language import language_of_page
from fordel.programme.selectors.themes import themes_of
from fordel.shared.charts.paint import DEGREES, NOT_ASSESSED, Paint
from fordel.shared.charts.series import series_of_rows
from fordel.shared.charts.stacked import Part, Row, stacked_chart

_KEYS: Final = ("group", "theme", "partner")


def degree_figures(view: YearsView, rules: OutcomeRules, slug: str) -> list[Figure]:
    """The signs in the last year that somebody has assessed, then by target group, theme and partner, and by year."""
    assessed = [year for year in view.years if any(each.signs for each in year.measures)]
    if not assessed:
        return []
    last = assessed[-1]
    found = [_signs(view, rules, slug, degrees_of(last.measures), last.year)]
    for key in _KEYS:
        found += _by(view, rules, slug, key, degrees_by(last.measures, key), last.year)
    if len(assessed) > 1:
        every = [measure for year in assessed for measure in year.measures]
        found += _by(view, rules, slug, "year", degrees_by(every, "year"), last.year)
    return found


def who_words(who: str) -> str:
    """Who has assessed, as a cell says it."""
    return str(Assessor(who).label)


def _signs(view: YearsView, rules: OutcomeRules, slug: str, degrees: Degrees, year: int) -> Figure:
    heading = gettext("How far each sign was reached in %(year)s") % {"year": year}
    language = language_of_page()
    names = {sign: f"{sign}) {text_in(rules.names[sign], language)}" for sign in rules.signs}
    rows = [
        (Cell(names[sign]), *_who_row(rules, who, counts))
        for sign in rules.signs
        for who in Assessor
        if (counts := summed(degrees, who, sign))
    ]
    table = Table(heading, ((gettext("Sign"), False), *_headings(rules)), tuple(rows))
    bars = [(names[sign], summed(degrees, Assessor.OWNER, sign)) for sign in rules.signs]
    subtitle = gettext("Number of measures, as the owners assess it. The table has partners and other owners too.")
    return _figure(view, rules, slug, "signs", (heading, subtitle), table, bars)


def _by(
    view: YearsView, rules: OutcomeRules, slug: str, key: str, parts: dict[str, Degrees], year: int
) -> list[Figure]:
    """Nothing if nobody has assessed anything, or all of it is in the one part that has no name."""
    if not parts or set(parts) == {""}:
        return []
    heading, column, name = _words(view, key, year)
    language = language_of_page()
    listed = sorted(parts, key=_order(view, key, parts, name))
    rows = []
    for part in listed:
        for who in Assessor:
            whole = summed(parts[part], who)
            if not whole:
                continue
            rows.append((_part_cell(view, key, part, name), Cell(gettext("All signs")), *_who_row(rules, who, whole)))
            for sign in rules.signs:
                if counts := summed(parts[part], who, sign):
                    words = Cell(f"{sign}) {text_in(rules.names[sign], language)}")
                    rows.append((_part_cell(view, key, part, name), words, *_who_row(rules, who, counts)))
    table = Table(heading, ((column, False), (gettext("Sign"), False), *_headings(rules)), tuple(rows))
    bars = [(name(part), summed(parts[part], Assessor.OWNER)) for part in listed]
    subtitle = gettext("Number of the owners' assessments, all signs together. The table has each sign.")
    if len(bars) > MOST_BARS:
        subtitle = f"{subtitle} {_most(len(bars))}"
    return [_figure(view, rules, slug, f"by-{key}", (heading, subtitle), table, bars[:MOST_BARS])]


def _most(count: int) -> str:
    text = ngettext(
        "The drawing has the %(shown)s with most answers of %(count)s.",
        "The drawing has the %(shown)s with most answers of %(count)s.",
        count,
    )
    return text % {"shown": MOST_BARS, "count": count}


def _words(view: YearsView, key: str, year: int) -> tuple[str, str, Callable[[str], str]]:
    """The heading, what a part is called, and the name of each."""
    about = {"year": year}
    language = language_of_page()
    groups = {each.code: each.name for former in view.years for each in former.groups.every}
    themes = themes_of(view.round)
    return {
        "group": (
            gettext("By target group in %(year)s") % about,
            gettext("Target group"),
            lambda part: groups.get(part, part),
        ),
        "theme": (
            gettext("By theme in %(year)s") % about,
            gettext("Theme"),
            lambda part: themes.shown(part, language) or gettext("No theme"),
        ),
        "partner": (
            gettext("By partner in %(year)s") % about,
            gettext("Partner"),
            lambda part: part or gettext("No partner"),
        ),
        "year": (gettext("Year by year"), gettext("Year"), lambda part: part),
    }[key]


def _order(
    view: YearsView, key: str, parts: dict[str, Degrees], name: Callable[[str], str]
) -> Callable[[str], tuple[object, ...]]:
    """Groups as in the scheme, years as they came, others with most answers first."""
    if key == "group":
        codes = list(view.groups.codes)
        return lambda part: (codes.index(part) if part in codes else len(codes), part)
    if key == "year":
        return lambda part: (part,)
    return lambda part: (-summed(parts[part], Assessor.OWNER).total(), norwegian_key(name(part)))


def _part_cell(view: YearsView, key: str, part: str, name: Callable[[str], str]) -> Cell:
    group = view.groups.find(part) if key == "group" else None
    return Cell(name(part), mark=group.mark if group else "")


def _headings(rules: OutcomeRules) -> list[tuple[str, bool]]:
    language = language_of_page()
    degrees = [(text_in(each.label, language), True) for each in rules.degrees]
    return [(gettext("Who has assessed"), False), *degrees, (gettext("Answers"), True)]


def _who_row(rules: OutcomeRules, who: str, counts: Counter[str]) -> list[Cell]:
    return [Cell(who_words(who)), *(Cell(counts[each.code]) for each in rules.degrees), Cell(counts.total())]


def _figure(
    view: YearsView,
    rules: OutcomeRules,
    slug: str,
    key: str,
    words: tuple[str, str],
    table: Table,
    bars: Sequence[tuple[str, Counter[str]]],
) -> Figure:
    language = language_of_page()
    heading, subtitle = words
    degrees = [(each.code, text_in(each.label, language), paint) for each, (_mark, paint) in _paints(rules)]

    rows = [
        Row(name, tuple(_piece(counts[code], degree, paint) for code, degree, paint in degrees))
        for name, counts in bars
    ]

    def draw(width: int) -> SafeString:
        spoken = "; ".join(
            f"{name}: " + ", ".join(f"{degree} {counts[code]}" for code, degree, _paint in degrees)
            for name, counts in bars
        )
        return stacked_chart(f"{key}-{width}", rows, f"{heading}. {spoken}.", str, width=width)

    entries = tuple((mark, text_in(each.label, language)) for each, (mark, _paint) in _paints(rules))
    return drawn(view, slug, key, heading, subtitle, table, draw, lambda: series_of_rows(rows), entries=entries)


def _piece(count: int, degree: str, paint: Paint) -> Part:
    """A piece of a bar; the number alone where there is no room for the words."""
    return Part(count, paint, degree, str(count), str(count))


def _paints(rules: OutcomeRules) -> list[tuple[Choice, tuple[str, Paint]]]:
    """Each degree with its swatch and its paint, the highest darkest."""
    judged = [each for each in rules.degrees if each.code != rules.not_assessed]
    steps = {each.code: min(place, len(DEGREES) - 1) for place, each in enumerate(judged)}
    found: list[tuple[Choice, tuple[str, Paint]]] = []
    for each in rules.degrees:
        if each.code in steps:
            found.append((each, (f"degree-{steps[each.code]}", DEGREES[steps[each.code]])))
        else:
            found.append((each, ("not-assessed", NOT_ASSESSED)))
    return found
