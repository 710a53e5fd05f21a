"""What the employees answer in the spring and the autumn of the decided year. The answers are examples."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from fordel.decisions.models import ProposalState
from fordel.demo.clock import at
from fordel.demo.outcomes import contact_of
from fordel.programme.models import Round
from fordel.pulse.models import Moment, Pulse, PulseCode
from fordel.pulse.selectors.rules import rules_asked
from fordel.pulse.services.answer_pulse import answer_pulse
from fordel.pulse.services.open_pulse import open_pulse
from fordel.reports.models import NeedsReport


class _Asked(NamedTuple):
    """When the employees are asked: opened, answered, the last day, and how much more they agree than at the start."""

    moment: Moment
    opens: str
    answers: str
    last_day: date
    more: int


_MOMENTS: Final = (
    _Asked(Moment.START, "2026-04-20T09:00", "2026-04-28T12:00", date(2026, 5, 8), 0),
    _Asked(Moment.END, "2026-11-16T09:00", "2026-11-25T12:00", date(2026, 12, 4), 1),
)
_PLACES: Final[tuple[tuple[tuple[str, int], ...], ...]] = (
    (("kindergarten", 9), ("school", 7)),
    (("school", 8), ("ppt", 4)),  # the four are in no figure
    (("kindergarten", 6), ("", 6)),
    (("school", 4),),  # too few to show anything
)
"""Place of work -> how many answer, of each measure that asks: those granted most of those with an owner of their own,
and Hamarøy's first."""
_OWN: Final = "1875"  # the municipality that an owner of the demo signs in for


def load_pulses(round_: Round) -> None:
    """Opened, handed out and answered on the days it happened."""
    measures = _chosen(round_)
    for asked in _MOMENTS:
        for measure, places in zip(measures, _PLACES, strict=True):
            with at(asked.opens):
                codes = sum(count for _place, count in places) + 4
                pulse = open_pulse(measure.pk, asked.moment, codes, asked.last_day, contact_of(measure.owner))
            with at(asked.answers):
                _answer(pulse, places, asked.more)


def _chosen(round_: Round) -> list[NeedsReport]:
    """Hamarøy's first measure, and the largest of others."""
    rows = NeedsReport.objects.select_related("owner__municipality").filter(
        round=round_, awards__amount__gt=0, awards__proposal__state=ProposalState.ISSUED
    )
    own = rows.filter(owner__municipality__number=_OWN).order_by("number")[:1]
    others = rows.exclude(owner__municipality__number=_OWN).order_by("-awards__amount", "number")
    return [*own, *others[: len(_PLACES) - 1]]


def _answer(pulse: Pulse, places: tuple[tuple[str, int], ...], more: int) -> None:
    """One code for each answer. People answer a little differently, and some question by question."""
    given = [place for place, count in places for _ in range(count)]
    codes = PulseCode.objects.filter(pulse=pulse).order_by("pk").values_list("pk", flat=True)
    questions = [each.code for each in rules_asked(pulse).questions]
    for number, (code, place) in enumerate(zip(codes, given, strict=False)):
        values = {
            question: min(5, 2 + (number + step) % 3 + (more if step % 4 else 0))
            for step, question in enumerate(questions)
        }
        answer_pulse(code, place, values)
