"""What a pulse shows: each question at the start and at the end, and in words what has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fordel.core.form.definition import text_in
from fordel.core.pulse.figures import END, START, Answers, Cell, Change, Summary, change, shown, summary
from fordel.core.pulse.rules import HIGHEST, PulseQuestion, PulseRules
from fordel.parties.selectors.language import language_of_page
from fordel.pulse.models import Moment
from fordel.shared.charts.bars import HALF, Bar, bar_chart
from fordel.shared.charts.paint import NEUTRAL, OTHER_KIND
from fordel.shared.charts.svg import NARROW
from fordel.shared.decimals import one_decimal, signed_decimal
from fordel.shared.pages.columns import ListColumn, PageList


@dataclass(frozen=True)
class QuestionResult:
    """One question: its words, what the answers say, and both moments."""

    code: str
    sign: str
    title: str
    start: Summary | None
    end: Summary | None
    change: Change | None
    finding: str
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True)
class PulseResult:
    """Every question of a measure. `places` are the groups that may be chosen: (code, words, whether it is chosen), and
    `place` is the one that is. `title` says the finding; it is empty if nothing may be shown."""

    title: str
    place: str
    questions: tuple[QuestionResult, ...]
    places: tuple[tuple[str, str, bool], ...]
    leaves_out: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.questions)


def result(rules: PulseRules, answers: Mapping[Cell, Sequence[Answers]], place: str) -> PulseResult:
    """Of a measure's pulses; `place` narrows to those who work there, if there are enough of them. No queries."""
    every = shown(answers)
    offered = [code for code in ("", *rules.places) if any(cell.place == code for cell in every)]
    chosen = place if place in offered and place else ""
    cells = shown(answers, lambda cell: not chosen or cell.place == chosen)
    language = language_of_page()
    places = tuple((code, text_in(rules.places[code], language), code == chosen) for code in offered if code)
    given = {
        moment: [one for cell in cells if cell.moment == moment for one in answers[cell]] for moment in (START, END)
    }
    questions = tuple(_question(each, given, language) for each in rules.questions)
    found = tuple(each for each in questions if each.start or each.end)
    return PulseResult(_title(found), chosen, found, places, len(every) < len(answers))


def _question(question: PulseQuestion, given: Mapping[str, Sequence[Answers]], language: str) -> QuestionResult:
    start, end = (summary(one[question.code] for one in given[moment]) for moment in (START, END))
    changed, title = change(start, end), text_in(question.texts, language)
    finding = _finding(start, end, changed)
    charts = {width: _chart(question.code, title, finding, start, end, width) for width in (HALF, NARROW)}
    return QuestionResult(
        question.code, question.sign, title, start, end, changed, finding, charts[HALF], charts[NARROW]
    )


def _finding(start: Summary | None, end: Summary | None, changed: Change | None) -> str:
    only = start or end
    if only is None:
        return ""
    if start is None or end is None or changed is None:
        said = _("The mean is %(mean)s of %(most)s.") % {"mean": one_decimal(only.mean), "most": HIGHEST}
        return f"{said} {_answers(only.count)}"
    means = {"start": one_decimal(start.mean), "end": one_decimal(end.mean)}
    if changed.verdict == "unsure":
        return (
            _(
                "The mean was %(start)s at the start and %(end)s at the end. With so few answers, a difference as small"
                " as this can be chance."
            )
            % means
        )
    words = {
        "up": _("The mean went up from %(start)s to %(end)s. That is more than chance explains."),
        "down": _("The mean went down from %(start)s to %(end)s. That is more than chance explains."),
    }
    return words[changed.verdict] % means


def _answers(count: int) -> str:
    return ngettext("%(count)s answer.", "%(count)s answers.", count) % {"count": count}


def _title(questions: Sequence[QuestionResult]) -> str:
    verdicts = [each.change.verdict for each in questions if each.change]
    if not questions:
        return ""
    if not verdicts:
        return _("The employees have answered once, so there is nothing to compare with yet")
    up, down = verdicts.count("up"), verdicts.count("down")
    if up and not down:
        return _("The employees agree more than at the start on %(up)s of %(all)s questions") % {
            "up": up,
            "all": len(verdicts),
        }
    if down and not up:
        return _("The employees agree less than at the start on %(down)s of %(all)s questions") % {
            "down": down,
            "all": len(verdicts),
        }
    if up and down:
        return _("The employees agree more than at the start on %(up)s questions, and less on %(down)s") % {
            "up": up,
            "down": down,
        }
    return _("We cannot see a change from the start to the end")


def _chart(code: str, title: str, finding: str, start: Summary | None, end: Summary | None, width: int) -> SafeString:
    rows = ((Moment.START, start, OTHER_KIND), (Moment.END, end, NEUTRAL))
    bars = [
        Bar(str(moment.label), ((round(found.mean * _FINE), paint),), one_decimal(found.mean))
        for moment, found, paint in rows
        if found
    ]
    return bar_chart(f"{code}-{width}", bars, f"{title} {finding}", width=width, most=HIGHEST * _FINE)


_FINE: Final = 100
"""Bars are whole numbers: hundredths of the scale."""


def _signed(changed: Change | None) -> str:
    if changed is None:
        return "–"
    return f"{signed_decimal(changed.difference)} ± {one_decimal(changed.margin)}"


def _mean(found: Summary | None) -> str:
    return one_decimal(found.mean) if found else "–"


def _count(found: Summary | None) -> int | str:
    return found.count if found else "–"


RESULTS: Final[PageList[QuestionResult]] = PageList(
    (
        ListColumn("sign", gettext_lazy("Sign"), lambda row: row.sign, lambda row: row.sign),
        ListColumn("question", gettext_lazy("Question"), lambda row: row.title, lambda row: row.title, is_heading=True),
        ListColumn(
            "start_count",
            gettext_lazy("Answers at the start"),
            lambda row: _count(row.start),
            lambda row: row.start.count if row.start else None,
            is_numeric=True,
        ),
        ListColumn(
            "start_mean",
            gettext_lazy("Mean at the start"),
            lambda row: _mean(row.start),
            lambda row: round(row.start.mean, 2) if row.start else None,
            is_numeric=True,
        ),
        ListColumn(
            "end_count",
            gettext_lazy("Answers at the end"),
            lambda row: _count(row.end),
            lambda row: row.end.count if row.end else None,
            is_numeric=True,
        ),
        ListColumn(
            "end_mean",
            gettext_lazy("Mean at the end"),
            lambda row: _mean(row.end),
            lambda row: round(row.end.mean, 2) if row.end else None,
            is_numeric=True,
        ),
        ListColumn(
            "change",
            gettext_lazy("Change, 95 % sure"),
            lambda row: _signed(row.change),
            is_numeric=True,
        ),
        ListColumn(
            "difference",
            gettext_lazy("Change from the start"),
            value=lambda row: round(row.change.difference, 2) if row.change else None,
        ),
        ListColumn(
            "margin",
            gettext_lazy("Uncertainty, 95 %"),
            value=lambda row: round(row.change.margin, 2) if row.change else None,
        ),
        ListColumn("finding", gettext_lazy("In words"), value=lambda row: row.finding),
    )
)
