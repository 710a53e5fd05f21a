"""One meeting as somebody may see it: what is about a matter that is closed to them is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Prefetch, prefetch_related_objects

from fordel.meetings.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    DateOption,
    Meeting,
    MeetingState,
    MinuteLine,
    Paper,
    Reply,
)
from fordel.meetings.plugs.hooks import may_have, may_have_paper
from fordel.parties.actors import Actor


@dataclass(frozen=True)
class Case:
    """A case on the agenda. `planned_at` is when it is to begin; `is_closed_to_reader`: only its number is shown."""

    item: AgendaItem
    planned_at: datetime | None
    papers: list[Paper]
    is_closed_to_reader: bool = False

    @property
    def is_open(self) -> bool:
        return self.item.opened_at is not None and self.item.closed_at is None

    @property
    def is_done(self) -> bool:
        return self.item.closed_at is not None


@dataclass(frozen=True)
class OfferedDate:
    option: DateOption
    own: str
    counts: dict[str, int]
    answered_by: dict[str, list[str]]


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    cases: list[Case]
    papers: list[Paper]
    people: list[Attendance]
    lines: list[MinuteLine]
    actions: list[ActionPoint]
    own: Attendance | None
    dates: list[OfferedDate] = field(default_factory=list)

    @property
    def current(self) -> Case | None:
        """The case that is open."""
        return next((case for case in self.cases if case.is_open), None)

    @property
    def called(self) -> list[Attendance]:
        """The forum's own: everybody but the secretariat."""
        return without_secretariat(self.people)

    @property
    def present(self) -> list[Attendance]:
        """Those of the called that are here."""
        return [each for each in self.called if each.is_here]

    @property
    def coming(self) -> int:
        return sum(each.reply == Reply.YES for each in self.called)

    @property
    def not_coming(self) -> int:
        return sum(each.reply == Reply.NO for each in self.called)


def without_secretariat(people: Iterable[Attendance]) -> list[Attendance]:
    """Those that every page and the screen count: members and deputies who are called."""
    return [each for each in people if not each.is_secretary]


def fill(meeting: Meeting) -> None:
    """Fetches the agenda and who is called onto the meeting, where all that make the page read them. Two queries."""
    people = Attendance.objects.select_related("person").order_by("is_secretary", "seat", "person__name")
    prefetch_related_objects([meeting], "items", Prefetch("attendances", queryset=people))


def page_of(meeting: Meeting, actor: Actor | None) -> MeetingPage:
    """At most five queries. `actor` None leaves nothing out (the minutes that are kept)."""
    fill(meeting)
    cases, papers = _agenda(meeting, actor)
    closed = {case.item.pk for case in cases if case.is_closed_to_reader}
    called = meeting.state not in (MeetingState.PLANNED,)
    people = list(meeting.attendances.all())
    begun = meeting.started_at is not None
    lines = [each for each in meeting.minute_lines.all() if each.item_id not in closed] if begun else []
    lines = [each for each in lines if actor is None or may_have(actor, each.subject)]
    actions = meeting.actions.select_related("responsible") if begun else []
    person_id = actor.person.pk if actor and actor.person else None
    return MeetingPage(
        meeting,
        cases,
        papers,
        people if called else [],
        lines,
        [each for each in actions if each.item_id not in closed],
        next((each for each in people if each.person_id == person_id), None),
        _dates(meeting, person_id) if meeting.state == MeetingState.PLANNED else [],
    )


def _agenda(meeting: Meeting, actor: Actor | None) -> tuple[list[Case], list[Paper]]:
    """The cases with their papers, and the papers of no case."""
    papers = [
        paper
        for paper in meeting.papers.select_related("file", "item").order_by("added_at", "pk")
        if actor is None or may_have_paper(actor, paper)
    ]
    at, cases = meeting.starts_at, []
    for item in meeting.items.all():
        closed = actor is not None and not may_have(actor, item.subject)
        own = [] if closed else [paper for paper in papers if paper.item_id == item.pk]
        cases.append(Case(item, at, own, closed))
        at = at + timedelta(minutes=item.minutes) if at else None
    return cases, [paper for paper in papers if paper.item_id is None]


def _dates(meeting: Meeting, person_id: int | None) -> list[OfferedDate]:
    offered = []
    for option in meeting.date_options.prefetch_related("answers__person"):
        answers = list(option.answers.all())
        named = {key: [each.person.name for each in answers if each.answer == key] for key in ("yes", "maybe", "no")}
        own = next((each.answer for each in answers if each.person_id == person_id), "")
        offered.append(OfferedDate(option, own, {key: len(names) for key, names in named.items()}, named))
    return offered
