"""What modules put on the start page of an office's year: tasks, key figures, cards, and days in the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, Final, NamedTuple, Protocol, TypeVar

from fordel.parties.actors import Actor
from fordel.parties.plugs.start_notes import StartNote
from fordel.parties.plugs.tasks import Task, in_order
from fordel.programme.models import Round
from fordel.shared.clock import today
from fordel.shared.plugs import Plug

S = TypeVar("S")
T = TypeVar("T")


class Step(IntEnum):
    """How far the work of a year has come."""

    GATHERING = 0
    DISTRIBUTING = 1
    RECOMMENDED = 2
    DECIDING = 3
    DECIDED = 4


class Reached(NamedTuple):
    """A step that has begun, and the day it did if somebody noted it."""

    step: Step
    on: date | None = None


@dataclass(frozen=True)
class KeyFigure:
    name: str
    figure: str
    lines: list[str]


@dataclass(frozen=True)
class Card:
    """A notice with a link."""

    title: str
    text: str
    url: str
    link: str


@dataclass(frozen=True)
class CalendarItem:
    """A day of the year, and what is on it. What it is about is over once the work has reached `until`."""

    day: date
    what: str
    until: Step | None = None


@dataclass(frozen=True)
class Sentence:
    """A part of the lead, shown in the order of `place`."""

    place: int
    text: str


class Visit:
    """One reader's look at the start page. What several modules need to know is asked for once."""

    def __init__(self, actor: Actor, round_: Round) -> None:
        self.actor = actor
        self.round = round_
        self._known: dict[Callable[[Any], Any], Any] = {}

    def once(self, question: Callable[[Round], T]) -> T:
        """What the question says of the round; asked the first time only."""
        return self._kept(question, self.round)

    def asked(self, question: Callable[[Visit], T]) -> T:
        """What the question says of the visit; asked the first time only."""
        return self._kept(question, self)

    def _kept(self, question: Callable[[S], T], about: S) -> T:
        if question not in self._known:
            self._known[question] = question(about)
        found: T = self._known[question]
        return found

    @cached_property
    def reached(self) -> tuple[Reached, ...]:
        """The steps that modules say have begun."""
        return tuple(each for step in STEPS for each in step(self))

    @property
    def step(self) -> Step:
        """The step that the work has reached: the last that has begun."""
        return max((each.step for each in self.reached), default=Step.GATHERING)

    def day_of(self, step: Step) -> date | None:
        """The first day on which the work had reached the step or past it; None if it has not, or nobody noted it."""
        return min((each.on for each in self.reached if each.step >= step and each.on), default=None)


class Counts(Protocol):
    def __call__(self) -> Mapping[str, Any]:
        """What is counted of a round in the query that reads it: name of the attribute -> expression. The query is
        prepared: `shared.prepared.NOW` and `TODAY` stand for the moment."""


class StepQuestion(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[Reached]:
        """The steps that have begun, as far as the module knows."""


class Tasks(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[Task]:
        """What the reader must do now, in the role they act in."""


class Lead(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[Sentence]:
        """Where the year is, in sentences."""


class Figures(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[KeyFigure]:
        """Figures that the reader may see."""


class Cards(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[Card]:
        """What the reader must know now."""


class Notes(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[StartNote]:
        """What the office wants the reader to know now. No queries."""


class Calendar(Protocol):
    def __call__(self, visit: Visit, /) -> Iterable[CalendarItem]:
        """The days of the year and what is on them."""


COUNTS: Final = Plug[Counts]("programme: what is counted of the round of a start page?")
STEPS: Final = Plug[StepQuestion]("programme: how far has the year come?")
TASKS: Final = Plug[Tasks]("programme: what must the reader do now?")
LEADS: Final = Plug[Lead]("programme: where is the year, in a sentence?")
KEY_FIGURES: Final = Plug[Figures]("programme: which figures are on the start page?")
CARDS: Final = Plug[Cards]("programme: what must the reader know now?")
NOTES: Final = Plug[Notes]("programme: what does the office want the reader to know?")
CALENDAR: Final = Plug[Calendar]("programme: which days of the year are in the calendar?")


def tasks_of(visit: Visit) -> list[Task]:
    """The tasks of every module, the most urgent first."""
    return in_order(task for tasks in TASKS for task in tasks(visit))


def lead_of(visit: Visit) -> str:
    """Where the year is, in a sentence or two."""
    sentences = sorted((each for lead in LEADS for each in lead(visit)), key=lambda each: each.place)
    return " ".join(each.text for each in sentences)


def key_figures_of(visit: Visit) -> list[KeyFigure]:
    """The figures of every module, in the order of the modules."""
    return [figure for figures in KEY_FIGURES for figure in figures(visit)]


def cards_of(visit: Visit) -> list[Card]:
    """The cards of every module, in the order of the modules."""
    return [card for cards in CARDS for card in cards(visit)]


def notes_of(visit: Visit) -> list[StartNote]:
    """The notes of every module, in the order of the modules."""
    return [note for notes in NOTES for note in notes(visit)]


def coming_days(visit: Visit) -> list[CalendarItem]:
    """What is still ahead: the days from today on, the nearest first, without what the work has passed."""
    every = (item for calendar in CALENDAR for item in calendar(visit))
    ahead = (each for each in every if each.day >= today() and (each.until is None or visit.step < each.until))
    return sorted(ahead, key=lambda each: each.day)
