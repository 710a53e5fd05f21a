"""What people have to do: tasks that modules put on start pages, and those of whoever acts for an organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final, Protocol, TypeVar

from django.db.models import CharField, IntegerField, QuerySet

from fordel.parties.actors import Actor
from fordel.parties.models import Organisation
from fordel.shared.clock import today
from fordel.shared.plugs import Plug
from fordel.shared.prepared import Asked, Prepared

T = TypeVar("T")
READER_EMAIL: Final = Asked("email", CharField())
"""The address of whoever looks in small letters, in what `OWN_COUNTS` reads."""


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

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation acted for, with what every module reads of it. One query."""
        email = self.actor.person.email.lower() if self.actor.person else ""
        return _READ.rows(organisation=self.actor.organisation_id, email=email, now=self.instant)[0]

    def asked(self, question: Callable[[OwnVisit], T]) -> T:
        """What the question says of the visit; asked the first time only."""
        if question not in self._known:
            self._known[question] = question(self)
        found: T = self._known[question]
        return found

    def knows(self, question: Callable[[OwnVisit], T], answer: T) -> None:
        """Tell the answer to a question that has been asked for the page already."""
        self._known[question] = answer


class OwnCounts(Protocol):
    def __call__(self) -> Mapping[str, Any]:
        """What is read of an organisation for its start page, in one query: name of the attribute -> expression. The
        query is prepared: `shared.prepared.NOW` and `READER_EMAIL` mark the places of the moment and the reader."""


class OwnTasks(Protocol):
    def __call__(self, visit: OwnVisit, /) -> Iterable[Task]:
        """What the organisation acted for must do now."""


OWN_COUNTS: Final = Plug[OwnCounts]("parties: what is read of the organisation of a start page?")
OWN_TASKS: Final = Plug[OwnTasks]("parties: what must the organisation do now?")


def own_tasks_of(visit: OwnVisit) -> list[Task]:
    """The tasks of every module, the most urgent first."""
    return in_order(task for tasks in OWN_TASKS for task in tasks(visit))


def _read() -> QuerySet[Organisation]:
    counted = {name: expression for counts in OWN_COUNTS for name, expression in counts().items()}
    return Organisation.objects.filter(pk=Asked("organisation", IntegerField())).only("pk").annotate(**counted)


_READ: Final = Prepared(_read)
