"""What people have to do: tasks that modules put on start pages, and those of whoever acts for an organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol, TypeVar

from fordel.parties.actors import Actor
from fordel.shared.clock import today
from fordel.shared.plugs import Plug

T = TypeVar("T")


@dataclass(frozen=True)
class Task:
    """One thing to do: `due` is the last day, or None if no day is set. The most urgent (the lowest) come first, and of
    those the earliest."""

    title: str
    text: str
    url: str
    due: date | None
    state: str = ""
    urgency: int = 50

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.due < today()


def in_order(tasks: Iterable[Task]) -> list[Task]:
    """The tasks, the most urgent first."""
    return sorted(tasks, key=lambda task: (task.urgency, task.due or date.max))


class OwnVisit:
    """One look at the start page of an organisation by somebody who acts for it. What several modules need to know is
    asked for once."""

    def __init__(self, actor: Actor, instant: datetime) -> None:
        self.actor = actor
        self.instant = instant
        self._known: dict[Callable[[OwnVisit], Any], Any] = {}

    def asked(self, question: Callable[[OwnVisit], T]) -> T:
        """What the question says of the visit; asked the first time only."""
        if question not in self._known:
            self._known[question] = question(self)
        found: T = self._known[question]
        return found

    def knows(self, question: Callable[[OwnVisit], T], answer: T) -> None:
        """Tell the answer to a question that has been asked for the page already."""
        self._known[question] = answer


class OwnTasks(Protocol):
    def __call__(self, visit: OwnVisit, /) -> Iterable[Task]:
        """What the organisation acted for must do now."""


OWN_TASKS: Final = Plug[OwnTasks]("parties: what must the organisation do now?")


def own_tasks_of(visit: OwnVisit) -> list[Task]:
    """The tasks of every module, the most urgent first."""
    return in_order(task for tasks in OWN_TASKS for task in tasks(visit))
