"""Where those above meetings (the forum) say what only they know.

`meetings` imports none of them. A module that does know registers in its AppConfig.ready():

    from fordel.meetings import hooks
    hooks.register_people(my_people)            # Meeting -> the people who are called to it, by the seats of its day
    hooks.register_seats(my_seats)              # actor -> why the member has no seat that runs today, or ''
    hooks.register_subjects(my_subjects)        # office id -> [(name, [(key, words)])]: what a case can be about
    hooks.register_deadlines(my_deadlines)      # office id -> sentences about what the meetings must reach in time
    hooks.register_paper_rule(my_rule)          # (actor, subject) -> may they have what is about this?
    hooks.register_end_lock(my_lock)            # Meeting -> why it cannot end now, or None
    hooks.register_noting(my_words)             # (Meeting, AgendaItem or None) -> what the minutes note when it begins
    hooks.register_item_lock(my_lock)           # AgendaItem -> why its case stays as it is now, or None
    hooks.register_screen(my_screen)            # (Meeting, actor) -> HTML of what `shown` asks for, or ''
    hooks.register_panel(my_panel)              # (request, Meeting, error) -> HTML beside the meeting, or ''
    hooks.register_tool(my_tool)                # (request, Meeting, error) -> HTML for those who lead it, or ''

What a screen or a panel shows must be the same until `revision` rises (`services.touch_meeting`): pages that follow the
meeting are answered by it alone. A screen gets no names: it is also what stands on the wall. A tool stands outside what
is replaced: what somebody types in it stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fordel.meetings.models import AgendaItem, Meeting, Paper
from fordel.parties.actors import Actor
from fordel.parties.models import Person
from fordel.shared.errors import UserError


@dataclass(frozen=True)
class Called:
    """Somebody who is called to a meeting, and what they sit for."""

    person: Person
    seat: str = ""
    is_secretary: bool = False


People = Callable[[Meeting], Iterable[Called]]
Seats = Callable[[Actor], str]
SubjectGroup = tuple[str, list[tuple[str, str]]]
Subjects = Callable[[int], Iterable[SubjectGroup]]
Deadlines = Callable[[int], Iterable[str]]
PaperRule = Callable[[Actor, str], bool]
EndLock = Callable[[Meeting], "str | Promise | None"]
Noting = Callable[[Meeting, "AgendaItem | None"], str]
ItemLock = Callable[[AgendaItem], "str | Promise | None"]
Fragment = Callable[[Meeting, Actor], str]
Panel = Callable[[HttpRequest, Meeting, UserError | None], str]
Tool = Callable[[HttpRequest, Meeting, UserError | None], str]

_people: Final[list[People]] = []
_seats: Final[list[Seats]] = []
_subjects: Final[list[Subjects]] = []
_deadlines: Final[list[Deadlines]] = []
_paper_rules: Final[list[PaperRule]] = []
_end_locks: Final[list[EndLock]] = []
_notings: Final[list[Noting]] = []
_item_locks: Final[list[ItemLock]] = []
_screens: Final[list[Fragment]] = []
_panels: Final[list[Panel]] = []
_tools: Final[list[Tool]] = []


def register_people(question: People) -> None:
    if question not in _people:
        _people.append(question)


def register_seats(question: Seats) -> None:
    if question not in _seats:
        _seats.append(question)


def register_subjects(question: Subjects) -> None:
    if question not in _subjects:
        _subjects.append(question)


def register_deadlines(question: Deadlines) -> None:
    if question not in _deadlines:
        _deadlines.append(question)


def register_paper_rule(question: PaperRule) -> None:
    if question not in _paper_rules:
        _paper_rules.append(question)


def register_end_lock(question: EndLock) -> None:
    if question not in _end_locks:
        _end_locks.append(question)


def register_noting(question: Noting) -> None:
    if question not in _notings:
        _notings.append(question)


def register_item_lock(question: ItemLock) -> None:
    if question not in _item_locks:
        _item_locks.append(question)


def register_screen(question: Fragment) -> None:
    if question not in _screens:
        _screens.append(question)


def register_panel(question: Panel) -> None:
    if question not in _panels:
        _panels.append(question)


def register_tool(question: Tool) -> None:
    if question not in _tools:
        _tools.append(question)


def people_of(meeting: Meeting) -> list[Called]:
    """Who is called to the meeting, each once; nobody if no module says so."""
    once: dict[int, Called] = {}
    for called in (each for question in _people for each in question(meeting)):
        once.setdefault(called.person.pk, called)
    return list(once.values())


def why_no_seat(actor: Actor) -> str:
    """Why the member of the forum has no seat that runs today, or ''. Nobody has one if no module says so."""
    answers = [question(actor) for question in _seats] or [_("You have no seat in the forum.")]
    return "" if "" in answers else answers[0]


def subjects_of(office_id: int) -> list[SubjectGroup]:
    """What a case or a paper can be about: (name of the group or '', [(key, words)])."""
    return [group for question in _subjects for group in question(office_id)]


def is_subject(office_id: int, key: str) -> bool:
    """Whether the key names something that the office's meetings can be about; '' is about nothing."""
    return not key or any(key == known for _name, listed in subjects_of(office_id) for known, _words in listed)


def deadlines_of(office_id: int) -> list[str]:
    """Sentences about what the office's meetings must reach in time."""
    return [words for question in _deadlines for words in question(office_id)]


def may_have(actor: Actor, subject: str) -> bool:
    """Whether the actor may have what is about the subject; what is about nothing is for everybody."""
    return not subject or all(rule(actor, subject) for rule in _paper_rules)


def may_have_paper(actor: Actor, paper: Paper) -> bool:
    """Whether neither what the paper is about nor what its case is about now is closed to the actor."""
    return may_have(actor, paper.subject) and (paper.item is None or may_have(actor, paper.item.subject))


def why_not_end(meeting: Meeting) -> str:
    """Why the meeting cannot end now, or ''."""
    return next((str(answer) for question in _end_locks if (answer := question(meeting))), "")


def why_item_stays(item: AgendaItem) -> str:
    """Why the case cannot be closed or be about something else now, or ''."""
    return next((str(answer) for question in _item_locks if (answer := question(item))), "")


def screen_of(meeting: Meeting, actor: Actor) -> SafeString:
    """What others show on the screen, as HTML; '' where they show nothing."""
    return format_html_join("\n", "{}", ((found,) for each in _screens if (found := each(meeting, actor))))


def panels_of(request: HttpRequest, meeting: Meeting, error: UserError | None = None) -> SafeString:
    """What others put beside the meeting, as HTML; `error` is what was wrong in one of them."""
    return format_html_join("\n", "{}", ((found,) for each in _panels if (found := each(request, meeting, error))))


def tools_of(request: HttpRequest, meeting: Meeting, error: UserError | None) -> SafeString:
    """What others give those who lead the meeting to work with, as HTML; `error` is what was wrong in one of them."""
    return format_html_join("\n", "{}", ((found,) for each in _tools if (found := each(request, meeting, error))))


def noted_when_begun(meeting: Meeting, item: AgendaItem | None = None) -> list[str]:
    """What others want in the minutes when the meeting starts, or the case opens; in the language that is active."""
    return [words for each in _notings if (words := each(meeting, item))]
