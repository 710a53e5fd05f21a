"""Do both groups get their share? What each target group, kind of owner and perspective gets through the year."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from fordel.core.figures import LineShare, Values, shares_of_lines, stage_of, values_by, values_of
from fordel.core.money import format_kroner, format_percent
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question, drawn
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.presentation.words import kroner, money, tick
from fordel.insight.selectors.status import NamedLine
from fordel.insight.selectors.years import YearsView
from fordel.parties.models import OrganisationKind
from fordel.programme.selectors.groups import Group
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.charts.paint import NEUTRAL, paint_of
from fordel.shared.charts.series import series_of_rows
from fordel.shared.charts.stacked import Part, Row, stacked_chart
from fordel.shared.sentences import listed

SLUG: Final = "malgrupper"
_NOTHING: Final[Values] = values_of(())


def _shares(view: YearsView) -> tuple[LineShare, ...]:
    lines = {group.code: group.lines for group in view.groups.every}
    return shares_of_lines([(line.code, line.amount) for line in view.now.lines], lines, view.now.measures)


def _low(view: YearsView) -> list[tuple[NamedLine, LineShare]]:
    """The lines that give out less than the scheme asks for."""
    least = scheme_of(view.round.scheme).line_least_percent
    pairs = zip(view.now.lines, _shares(view), strict=True)
    return [(line, share) for line, share in pairs if view.now.measures and share.is_below(least)]


def answer(view: YearsView) -> Answer:
    if not view.now.measures:
        empty = gettext("No needs have been reported yet")
        return Answer(empty, gettext("The figures appear when the first report has come in."), ())
    return Answer(
        _finding(view),
        _lead(view),
        (_lines(view), _groups(view), _kinds(view), _sami(view)),
        _warning(view),
    )


def _finding(view: YearsView) -> str:
    if low := _low(view):
        names = listed([line.name for line, _share in low])
        return gettext("Little goes out from %(lines)s") % {"lines": names}
    silent = [
        part.in_sentence for part in view.now.groups.every if part.code not in values_by(view.now.measures, "group")
    ]
    if silent:
        return gettext("Nothing is reported for %(groups)s") % {"groups": listed(silent)}
    return {
        "granted": gettext("Every target group gets a part of what is granted"),
        "recommended": gettext("The forum recommends something for every target group"),
        "needs": gettext("Every target group has reported needs"),
    }[stage_of(view.now.measures)]


def _lead(view: YearsView) -> str:
    by_group = values_by(view.now.measures, "group")
    stage = stage_of(view.now.measures)
    texts = {
        "granted": gettext("%(name)s gets %(sum)s"),
        "recommended": gettext("%(name)s is recommended %(sum)s"),
        "needs": gettext("%(name)s asks for %(sum)s"),
    }
    parts = [
        texts[stage] % {"name": part.in_sentence, "sum": money(by_group[part.code][stage] or 0)}
        for part in view.now.groups.every
        if part.code in by_group
    ]
    said = listed(parts)
    return f"{said[:1].upper()}{said[1:]}."


def _warning(view: YearsView) -> str:
    """As long as nothing is decided, what to do about it; afterwards that it was so."""
    low = _low(view)
    if not low:
        return ""
    language = get_language() or "nb"
    least = scheme_of(view.round.scheme).line_least_percent
    parts = [
        gettext("From %(line)s %(sum)s goes out, %(percent)s of the frame.")
        % {
            "line": line.name,
            "sum": kroner(share.amount),
            "percent": format_percent(share.amount, share.frame, language, 0),
        }
        for line, share in low
    ]
    rule = gettext("The scheme says that at least %(least)s per cent of each line is to be given out.")
    advice = {
        "needs": gettext("It can still be put right: ask the owners to report needs for it."),
        "recommended": gettext("It can still be put right: the year is not decided."),
        "granted": gettext("The year is decided."),
    }[stage_of(view.now.measures)]
    return " ".join([*parts, rule % {"least": least}, advice])


def _lines(view: YearsView) -> Figure:
    stage = stage_of(view.now.measures)
    heading = {
        "granted": gettext("Granted from each line of the frame"),
        "recommended": gettext("Recommended from each line of the frame"),
        "needs": gettext("What could be paid from each line of the frame"),
    }[stage]
    shares = _shares(view)
    names = {line.code: line.name for line in view.now.lines}
    rows = tuple((Cell(names[share.code]), Cell(share.amount), Cell(share.frame)) for share in shares)
    table = Table(
        heading,
        ((gettext("Line"), False), (gettext("Goes out, kroner"), True), (gettext("Frame, kroner"), True)),
        rows,
    )
    subtitle = gettext("Kroner, against the frame.")
    if stage == "needs":
        subtitle = gettext("Needs of every group that may draw on the line, kroner. Shared needs are in several lines.")

    bars = [_bar(view, names[share.code], share) for share in shares]

    def draw(width: int) -> SafeString:
        spoken = "; ".join(f"{names[each.code]} {format_kroner(each.amount)}" for each in shares)
        return stacked_chart(f"lines-{width}", bars, f"{heading}. {spoken}.", tick, width=width)

    series = partial(series_of_rows, bars, gettext("Frame"))
    return drawn(view, SLUG, "lines", heading, subtitle, table, draw, series)


def _bar(view: YearsView, name: str, share: LineShare) -> Row:
    alone = view.groups.alone_on(share.code)
    text = format_kroner(share.amount)
    part = Part(share.amount, paint_of(alone.mark) if alone else NEUTRAL, gettext("Goes out"), text, text)
    return Row(name, (part,), limit=(share.frame, gettext("Frame %(amount)s") % {"amount": format_kroner(share.frame)}))


def figure_headings() -> list[tuple[str, bool]]:
    """The headings of the figures of the catalogue, in its order."""
    return [
        (gettext("Reports"), True),
        (gettext("Reported need, kroner"), True),
        (gettext("Recommended, kroner"), True),
        (gettext("Granted, kroner"), True),
        (gettext("Measures with a grant"), True),
        (gettext("Used, kroner"), True),
        (gettext("Outcome reports"), True),
    ]


def figure_cells(values: Values) -> list[Cell]:
    """The values of the catalogue as cells, in its order."""
    return [Cell(value) for value in values.values()]


def _groups(view: YearsView) -> Figure:
    by_group = values_by(view.now.measures, "group")
    rows = [_group_row(part, by_group.get(part.code, _NOTHING)) for part in view.now.groups.every]
    heading = gettext("By target group through the year")
    table = Table(
        heading,
        ((gettext("Target group"), False), *figure_headings()),
        tuple(rows),
        (Cell(gettext("Sum")), *figure_cells(view.now.values)),
    )
    return drawn(view, SLUG, "groups", heading, gettext("From needs to grant."), table)


def _group_row(part: Group, values: Values) -> tuple[Cell, ...]:
    return (Cell(part.name, mark=part.mark), *figure_cells(values))


def _broken_down(view: YearsView, key: str, heading: str, first: str, names: dict[str, str], subtitle: str) -> Figure:
    found = values_by(view.now.measures, key)
    rows = tuple((Cell(name), *figure_cells(found[code])) for code, name in names.items() if code in found)
    table = Table(
        heading,
        ((first, False), *figure_headings()),
        rows,
        (Cell(gettext("Sum")), *figure_cells(view.now.values)),
    )
    return drawn(view, SLUG, key.replace("_", "-"), heading, subtitle, table)


def _kinds(view: YearsView) -> Figure:
    names = {kind.value: str(kind.label) for kind in OrganisationKind}
    heading = gettext("By kind of owner")
    return _broken_down(view, "owner_kind", heading, gettext("Owner"), names, gettext("From needs to grant."))


def _sami(view: YearsView) -> Figure:
    names = {"yes": gettext("Yes"), "no": gettext("No"), "not_given": gettext("Not given")}
    heading = gettext("By the Sámi perspective")
    subtitle = gettext("What the owners have answered in their reports.")
    return _broken_down(view, "sami", heading, gettext("Sámi perspective"), names, subtitle)


QUESTION: Final = Question(SLUG, gettext_lazy("Do all target groups get their share?"), answer)
