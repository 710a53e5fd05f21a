"""What modules put on the start page of an office's year: tasks, key figures, cards, and days in the calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, Final, Protocol, TypeVar

from fordel.parties.actors import Actor
from fordel.programme.models import Round
from fordel.shared.clock import today
from fordel.shared.plugs import Plug

T = TypeVar("T")


class Step(IntEnum):
    """How far the work of a year has come."""

    GATHERING = 0
    DISTRIBUTING = 1
    DECIDING = 2
    DECIDED = 3


@dataclass(frozen=True)
class Task:
    """One thing to do: `due` is the last day, or None if no day is set. The most urgent (the lowest) come first."""

    title: str
    text: str
    url: str
    due: date | None
    state: str = ""
    urgency: int = 50

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < today()


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
    day: date
    what: str


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
        self._known: dict[Callable[[Round], Any], Any] = {}

    def once(self, question: Callable[[Round], T]) -> T:
        """What the question says of the round; asked the first time only."""
        if question not in self._known:
            self._known[question] = question(self.round)
        found: T = self._known[question]
        return found

    @property
    def step(self) -> Step:
        """The step that the work has come to: the last that a module says has begun."""
        return max((step(self) for step in STEPS), default=Step.GATHERING)


class StepQuestion(Protocol):
    def __call__(self, visit: Visit, /) -> Step:
        """The last step that has begun, as far as the module knows."""


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


class Calendar(Protocol):
    def __call__(self, round_: Round, /) -> Iterable[tuple[date | None, str]]:
        """The days of the round and what is on them; None for what has no day yet. No queries."""


STEPS: Final = Plug[StepQuestion]("programme: how far has the year come?")
TASKS: Final = Plug[Tasks]("programme: what must the reader do now?")
LEADS: Final = Plug[Lead]("programme: where is the year, in a sentence?")
KEY_FIGURES: Final = Plug[Figures]("programme: which figures are on the start page?")
CARDS: Final = Plug[Cards]("programme: what must the reader know now?")
CALENDAR: Final = Plug[Calendar]("programme: which days of the round are in the calendar?")


def tasks_of(visit: Visit) -> list[Task]:
    """The tasks of every module, the most urgent first."""
    return sorted((task for tasks in TASKS for task in tasks(visit)), key=lambda task: task.urgency)


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


def coming_days(round_: Round) -> list[CalendarItem]:
    """The days of the round from today on, the nearest first."""
    days = ((day, what) for calendar in CALENDAR for day, what in calendar(round_))
    return sorted((CalendarItem(day, what) for day, what in days if day and day >= today()), key=lambda each: each.day)
