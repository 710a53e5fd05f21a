"""Pulses as pages find them: of a measure, of an organisation, and of a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from fordel.core.form.definition import text_in
from fordel.core.pulse.figures import Answers, Cell
from fordel.decisions.models import Award, ProposalState
from fordel.outcomes.models import SENT_STATES, Assessor, SignAssessment
from fordel.parties.selectors.language import language_of_page
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import outcome_rules_of
from fordel.pulse.models import Moment, Pulse, PulseAnswer
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now


def _granted() -> QuerySet[NeedsReport]:
    """Measures with a grant, of years that are run here."""
    award = Award.objects.filter(report=OuterRef("pk"), amount__gt=0, proposal__state=ProposalState.ISSUED)
    rows = NeedsReport.objects.filter(Exists(award), round__is_history=False)
    used = Count("code_rows", filter=Q(code_rows__is_used=True))
    pulses = Prefetch("pulses", Pulse.objects.annotate(used=used).order_by("opened_at"))
    return rows.select_related("round__office", "round__scheme", "owner__municipality__office").prefetch_related(pulses)


@dataclass(frozen=True)
class Measure:
    """A measure with a grant, and its pulses, each with `used`: how many have answered."""

    report: NeedsReport

    def at(self, moment: str) -> Pulse | None:
        """The pulse at the moment. No queries."""
        return next((each for each in self.report.pulses.all() if each.moment == moment), None)

    @property
    def start(self) -> Pulse | None:
        return self.at(Moment.START)

    @property
    def end(self) -> Pulse | None:
        return self.at(Moment.END)


def measures_of(organisation_id: int) -> list[Measure]:
    """The organisation's measures with a grant, the newest year first. Two queries."""
    rows = _granted().filter(owner=organisation_id).order_by("-round__year", "round__scheme_slug", "number")
    return [Measure(each) for each in rows]


def measures_in(round_: Round) -> list[Measure]:
    """The round's measures that have a pulse, by number. Two queries."""
    rows = _granted().filter(Exists(Pulse.objects.filter(report=OuterRef("pk"))), round=round_)
    return [Measure(each) for each in rows.order_by("number")]


def measure_from_url(report_id: int, **_rest: object) -> NeedsReport:
    """The measure with a grant. Raises Http404. Two queries."""
    found = _granted().filter(pk=report_id).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class OwnView:
    """What the owner has assessed itself: the sign, its degree in words, and the grounds."""

    sign: str
    words: str
    grounds: str


def own_view_of(measure: NeedsReport, signs: Collection[str] = ("b", "c")) -> list[OwnView]:
    """The owner's own assessment of the signs that the pulse is about, from its latest outcome report. One query."""
    rows = SignAssessment.objects.filter(
        outcome__report=measure, outcome__state__in=SENT_STATES, who=Assessor.OWNER, sign__in=signs
    )
    latest = {each.sign: each for each in rows.order_by("outcome__year")}
    rules, language = outcome_rules_of(measure.round.scheme), language_of_page()
    words = {each.code: text_in(each.label, language) for each in rules.degrees} if rules else {}
    return [OwnView(sign, words.get(each.degree, each.degree), each.grounds) for sign, each in sorted(latest.items())]


def answers_of(pulses: Iterable[Pulse]) -> dict[Cell, list[Answers]]:
    """The answers in their groups, of those pulses that nobody can answer any more. One query if there are any."""
    closed = {each.pk: each for each in pulses if now() >= each.closes_at}
    found: dict[Cell, list[Answers]] = {}
    if closed:
        rows = PulseAnswer.objects.filter(pulse__in=list(closed))
        for pulse_id, place, values in rows.values_list("pulse", "place", "values"):
            found.setdefault(Cell(pulse_id, closed[pulse_id].moment, place), []).append(values)
    return found


@dataclass(frozen=True)
class Answered:
    """The answers of a round in their groups, and `measure_of`: pulse -> the key of its needs report."""

    answers: dict[Cell, list[Answers]] = field(default_factory=dict)
    measure_of: dict[int, int] = field(default_factory=dict)


def answers_of_rounds(round_ids: Iterable[int], without: Collection[int] = ()) -> dict[int, Answered]:
    """Key of a round -> the answers to those of its pulses that nobody can answer any more. `without` are keys of needs
    reports that are left out. One query."""
    rows = PulseAnswer.objects.filter(pulse__report__round__in=list(round_ids), pulse__closes_at__lte=now()).exclude(
        pulse__report__in=list(without)
    )
    found: dict[int, Answered] = {}
    columns = ("pulse__report__round", "pulse__report", "pulse", "pulse__moment", "place", "values")
    for round_id, report, pulse, moment, place, values in rows.values_list(*columns):
        here = found.setdefault(round_id, Answered())
        here.measure_of[pulse] = report
        here.answers.setdefault(Cell(pulse, moment, place), []).append(values)
    return found
