"""Reads what the question «Did it help?» takes beside the measures: the employees' answers, and what owners share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce

from fordel.core.form.definition import Texts
from fordel.core.outcomes.rules import OutcomeRules
from fordel.core.pulse.figures import Asked, asked, at_both_moments, shown
from fordel.insight.selectors.years import Year, YearsView
from fordel.outcomes.models import SENT_STATES, Assessor, OutcomeReport, SignAssessment
from fordel.programme.selectors.schemes import outcome_rules_of
from fordel.pulse.selectors.pulses import Answered, answers_of_rounds
from fordel.pulse.selectors.rules import has_pulse, rules_of


def rules_of_view(view: YearsView) -> OutcomeRules | None:
    """What the scheme of the last year with outcome reports says of them; None if none has. No queries."""
    found = (outcome_rules_of(year.round.scheme) for year in reversed(view.years))
    return next((rules for rules in found if rules), None)


@dataclass(frozen=True)
class PulseQuestion:
    """A question to the employees, the sign that it is about, and what the answers say."""

    code: str
    sign: str
    texts: Texts
    asked: Asked


@dataclass(frozen=True)
class YearPulse:
    """What the employees of a year's measures say. `measures` is how many are counted; `leaves_out` says that some
    answers are too few to be shown. `low` and `high` are what 1 and the highest number mean."""

    questions: tuple[PulseQuestion, ...] = ()
    measures: int = 0
    leaves_out: bool = False
    low: Texts = field(default_factory=dict)
    high: Texts = field(default_factory=dict)


def pulses_of(view: YearsView) -> dict[int, YearPulse]:
    """Key of a round -> the pulse of its measures, for rounds that have answers. Only groups of five answers or more
    are in it, and nothing of the reports that are closed to the reader. One query."""
    answers = answers_of_rounds((year.round.pk for year in view.years), view.closed)
    return {year.round.pk: _pulse(year, answers[year.round.pk]) for year in view.years if year.round.pk in answers}


def _pulse(year: Year, answered: Answered) -> YearPulse:
    large = shown(answered.answers)
    cells = at_both_moments(large, answered.measure_of)
    if not cells or not has_pulse(year.round.scheme):
        return YearPulse(leaves_out=bool(answered.answers))
    rules = rules_of(year.round.scheme)
    found = (
        PulseQuestion(each.code, each.sign, each.texts, asked(answered.answers, cells, each.code))
        for each in rules.questions
    )
    return YearPulse(
        tuple(each for each in found if each.asked.start or each.asked.end),
        len({answered.measure_of[cell.pulse] for cell in cells}),
        len(large) < len(answered.answers),
        rules.low,
        rules.high,
    )


class SharedWords(NamedTuple):
    """What an owner shares with others: `practice` is what shows that practice has changed, `learned` what others can
    learn; one of them may be empty."""

    year: int
    measure: str
    owner: str
    degree: str
    practice: str
    learned: str


def shared_words(view: YearsView, sign: str) -> list[SharedWords]:
    """What the owners have consented to share of the reports that are sent, the newest year first, but nothing of those
    that are closed to the reader. `sign` is the one about changed practice. One query."""
    rows = OutcomeReport.objects.filter(
        round__in=[year.round.pk for year in view.years], state__in=SENT_STATES, may_share=True
    ).exclude(report__in=list(view.closed))
    own = SignAssessment.objects.filter(outcome=OuterRef("pk"), who=Assessor.OWNER, sign=sign)
    shared = rows.annotate(degree=_or_empty(own, "degree"), practice=_or_empty(own, "grounds"))
    shared = shared.exclude(practice="", learned="").order_by("-year", "report__number", "pk")
    columns = ("year", "report__title", "report__owner__name", "degree", "practice", "learned")
    return [SharedWords(*row) for row in shared.values_list(*columns)]


def _or_empty(rows: QuerySet[SignAssessment], column: str) -> Coalesce:
    return Coalesce(Subquery(rows.values(column)[:1]), Value(""), output_field=TextField())
