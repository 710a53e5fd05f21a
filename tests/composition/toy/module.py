"""A module that says something wherever a module can: it has no models, and no other file."""

from __future__ import annotations

from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext_lazy

from fordel.parties.models import Person, Role
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.tasks import Task
from fordel.parties.selectors.own_data import OWN_DATA
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import CALENDAR, CARDS, TASKS, CalendarItem, Card, Visit
from fordel.reports.events import ReportsChanged
from fordel.reports.plugs.report_locks import CHANGE_LOCKS
from fordel.shared.clock import today
from fordel.shared.events import on
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

SEEN: Final[list[frozenset[int]]] = []


def see(event: ReportsChanged) -> None:
    SEEN.append(event.report_ids)


def why_playing(_round: Round) -> str:
    """Once there are reports to play with."""
    return "Vi leker med meldingene." if SEEN else ""


def tasks(visit: Visit) -> list[Task]:
    return [Task("Vind opp leken", "Den er stoppet.", reverse("start", kwargs={**visit.round.where}), today())]


def cards(_visit: Visit) -> list[Card]:
    return [Card("Leken er her", "Den er rød.", "/om/", "Se leken")]


def own_rows(person: Person) -> list[dict[str, Any]]:
    return [{"toy": person.name}]


MODULE: Final = Module(
    name="toy",
    verbs={"toy.toy.wound": gettext_lazy("Wound up the toy")},
    answers=(
        answer(MENU, MenuEntry(gettext_lazy("Toys"), "start", {Role.CASE_OFFICER: 5, Role.AUDITOR: 5})),
        answer(TASKS, tasks),
        answer(CARDS, cards),
        answer(CALENDAR, lambda _visit: [CalendarItem(today(), "Lekens dag")]),
        answer(CHANGE_LOCKS, why_playing),
        answer(OWN_DATA, ("toys", own_rows)),
    ),
    reactions=(on(ReportsChanged, see),),
)
