"""Do both groups get their share? What each target group, kind of owner and perspective gets through the year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, gettext_lazy

from fordel.core.figures import LineShare, Values, shares_of_lines, stage_of, values_by, values_of
from fordel.core.money import format_kroner, format_percent
from fordel.insight.presentation.figures import Figure
from fordel.insight.presentation.questions.answer import Answer, Question, drawn
from fordel.insight.presentation.questions.through_the_year import (
    Piece,
    figure_cells,
    figure_headings,
    painted,
    through_the_year,
)
from fordel.insight.presentation.tables import Cell, Table
from fordel.insight.presentation.words import kroner, money, tick
from fordel.insight.selectors.status import NamedLine
from fordel.insight.selectors.years import YearsView
from fordel.parties.models import OrganisationKind
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.charts.paint import NEUTRAL, Paint, paint_of
from fordel.shared.charts.series import series_of_rows
from fordel.shared.charts.stacked import Part, Row, stacked_chart
from fordel.shared.clock import now
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
        (_lines(view), _by_line(view), _groups(view), _kinds(view), _sami(view)),
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
    deadline = view.round.needs_deadline
    ask = gettext("It can still be put right: ask the owners to report needs for it.")
    if deadline and now() >= deadline:
        ask = gettext(
            "It can still be put right: the deadline for needs has passed, but the office can set a later one."
        )
    advice = {
        "needs": ask,
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
    text = format_kroner(share.amount)
    part = Part(share.amount, _paint(view, share.code), gettext("Goes out"), text, text)
    return Row(name, (part,), limit=(share.frame, gettext("Frame %(amount)s") % {"amount": format_kroner(share.frame)}))


def _paint(view: YearsView, line: str) -> Paint:
    alone = view.groups.alone_on(line)
    return paint_of(alone.mark) if alone else NEUTRAL


def _by_line(view: YearsView) -> Figure:
    """What each line gives through the year. Needs that several lines may pay are in each, so they get no bar."""
    found, frames = view.now.by_line, {line.code: line for line in view.now.lines}
    pieces = [Piece(frames[code].name, values, _paint(view, code)) for code, values in found.items()]
    rows = tuple(
        (Cell(frames[code].name), Cell(frames[code].amount), *(Cell(value) for value in values.values()))
        for code, values in found.items()
    )
    sums = [view.now.values[code] for code in ("recommended", "granted", "used")]
    table = Table(
        gettext("By line through the year"),
        (
            (gettext("Line"), False),
            (gettext("Frame, kroner"), True),
            (gettext("Could be paid from it, kroner"), True),
            (gettext("Recommended, kroner"), True),
            (gettext("Granted, kroner"), True),
            (gettext("Used, kroner"), True),
        ),
        rows,
        (Cell(gettext("Sum")), Cell(view.now.frame), Cell(None), *(Cell(value) for value in sums)),
    )
    subtitle = gettext("From recommendation to what was used. Needs that several lines may pay are in each of them.")
    return through_the_year(view, SLUG, "by-line", table, pieces, subtitle, ("recommended", "granted", "used"))


def _table(view: YearsView, heading: str, first: str, pieces: Sequence[Piece]) -> Table:
    return Table(
        heading,
        ((first, False), *figure_headings()),
        tuple((Cell(piece.name, mark=piece.mark), *figure_cells(piece.values)) for piece in pieces),
        (Cell(gettext("Sum")), *figure_cells(view.now.values)),
    )


def _groups(view: YearsView) -> Figure:
    by_group = values_by(view.now.measures, "group")
    pieces = [
        Piece(part.name, by_group.get(part.code, _NOTHING), paint_of(part.mark), part.mark)
        for part in view.now.groups.every
    ]
    table = _table(view, gettext("By target group through the year"), gettext("Target group"), pieces)
    return through_the_year(view, SLUG, "groups", table, pieces, gettext("From needs to what was used."))


def _kinds(view: YearsView) -> Figure:
    names = {kind.value: str(kind.label) for kind in OrganisationKind}
    pieces = _pieces(view, "owner_kind", names)
    table = _table(view, gettext("By kind of owner"), gettext("Owner"), pieces)
    return through_the_year(view, SLUG, "owner-kind", table, pieces, gettext("From needs to what was used."))


def _sami(view: YearsView) -> Figure:
    names = {"yes": gettext("Yes"), "no": gettext("No"), "not_given": gettext("Not stated")}
    pieces = _pieces(view, "sami", names)
    table = _table(view, gettext("By the Sámi perspective"), gettext("Sámi perspective"), pieces)
    subtitle = gettext("What the owners have answered in their reports.")
    return through_the_year(view, SLUG, "sami", table, pieces, subtitle)


def _pieces(view: YearsView, breakdown: str, names: dict[str, str]) -> list[Piece]:
    found = values_by(view.now.measures, breakdown)
    return painted([(name, found[code]) for code, name in names.items() if code in found])


QUESTION: Final = Question(SLUG, gettext_lazy("Do all target groups get their share?"), answer)
