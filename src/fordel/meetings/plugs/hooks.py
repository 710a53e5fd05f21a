"""What meetings ask the modules that build on them (the forum); each is plugged in by `fordel.composition`.

What a screen or a panel shows must be the same until `revision` rises (`lock_meeting.save_seen`): pages that follow the
meeting are answered by it alone. A screen gets no names: it is also what everybody in the room sees. A tool is outside
what is replaced: what somebody types in it stays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from django.http import QueryDict
from django.utils.functional import Promise

from fordel.meetings.models import AgendaItem, Meeting, Paper
from fordel.parties.actors import Actor
from fordel.parties.models import Person
from fordel.shared.errors import UserError
from fordel.shared.fragments import Fragment
from fordel.shared.pages.steps import Remark
from fordel.shared.plugs import Plug


@dataclass(frozen=True)
class Called:
    """Somebody who is called to a meeting, and what they sit for."""

    person: Person
    seat: str = ""
    is_secretary: bool = False


class People(Protocol):
    def __call__(self, meeting: Meeting, /) -> Iterable[Called]:
        """The people who are called to it, by the seats of its day."""


SubjectGroup = tuple[str, list[tuple[str, str]]]


class Subjects(Protocol):
    def __call__(self, office_id: int, /) -> Iterable[SubjectGroup]:
        """What a case or a paper can be about: (name of the group or '', [(key, words)])."""


class Deadlines(Protocol):
    def __call__(self, office_id: int, /) -> Iterable[str]:
        """Sentences about what the office's meetings must reach in time."""


class PaperRule(Protocol):
    def __call__(self, actor: Actor, subject: str, /) -> bool:
        """Whether the actor may have what is about the subject."""


class Before(Protocol):
    def __call__(self, meeting: Meeting, verb: str, /) -> Iterable[Remark]:
        """What the secretary should read before the meeting starts or ends (`verb`: start, end)."""


class EndLock(Protocol):
    def __call__(self, meeting: Meeting, /) -> str | Promise | None:
        """Why the meeting cannot end now, or None."""


class Noting(Protocol):
    def __call__(self, meeting: Meeting, item: AgendaItem | None, /) -> str:
        """What the minutes note when the meeting, or the case, begins."""


class ItemLock(Protocol):
    def __call__(self, item: AgendaItem, /) -> str | Promise | None:
        """Why the case stays as it is now, or None."""


class Screen(Protocol):
    def __call__(self, meeting: Meeting, actor: Actor, /) -> Fragment | None:
        """What `shown` asks for, or None."""


@dataclass(frozen=True)
class Mistake:
    """What was wrong in a form of a panel or a tool, and what was typed in it."""

    error: UserError
    typed: QueryDict


class Panel(Protocol):
    def __call__(self, meeting: Meeting, actor: Actor, mistake: Mistake | None, /) -> Fragment | None:
        """What is beside the meeting, or for those who lead it, or None."""


PEOPLE: Final = Plug[People]("meetings: who is called to a meeting?")
SUBJECTS: Final = Plug[Subjects]("meetings: what can a case or a paper be about?")
DEADLINES: Final = Plug[Deadlines]("meetings: what must the meetings reach in time?")
PAPER_RULES: Final = Plug[PaperRule]("meetings: may they have what is about this?")
BEFORE: Final = Plug[Before]("meetings: what should be read before it starts or ends?")
END_LOCKS: Final = Plug[EndLock]("meetings: why cannot a meeting end now?")
NOTINGS: Final = Plug[Noting]("meetings: what do the minutes note when it begins?")
ITEM_LOCKS: Final = Plug[ItemLock]("meetings: why does a case stay as it is?")
SCREENS: Final = Plug[Screen]("meetings: what is on the screen?")
PANELS: Final = Plug[Panel]("meetings: what is beside the meeting?")
TOOLS: Final = Plug[Panel]("meetings: what do those who lead it work with?")


def people_of(meeting: Meeting) -> list[Called]:
    """Who is called to the meeting, each once."""
    once: dict[int, Called] = {}
    for called in (each for question in PEOPLE for each in question(meeting)):
        once.setdefault(called.person.pk, called)
    return list(once.values())


def subjects_of(office_id: int) -> list[SubjectGroup]:
    """What a case or a paper can be about: (name of the group or '', [(key, words)])."""
    return [group for question in SUBJECTS for group in question(office_id)]


def is_subject(office_id: int, key: str) -> bool:
    """Whether the key names something that the office's meetings can be about; '' is about nothing."""
    return not key or any(key == known for _name, listed in subjects_of(office_id) for known, _words in listed)


def deadlines_of(office_id: int) -> list[str]:
    """Sentences about what the office's meetings must reach in time."""
    return [words for question in DEADLINES for words in question(office_id)]


def may_have(actor: Actor, subject: str) -> bool:
    """Whether the actor may have what is about the subject; what is about nothing is for everybody."""
    return not subject or all(rule(actor, subject) for rule in PAPER_RULES)


def may_have_paper(actor: Actor, paper: Paper) -> bool:
    """Whether neither what the paper is about nor what its case is about now is closed to the actor."""
    return may_have(actor, paper.subject) and (paper.item is None or may_have(actor, paper.item.subject))


def remarks_before(meeting: Meeting, verb: str) -> list[Remark]:
    """What should be read before the meeting starts or ends (`verb`: start, end)."""
    return [remark for question in BEFORE for remark in question(meeting, verb)]


def why_not_end(meeting: Meeting) -> str:
    """Why the meeting cannot end now, or ''."""
    return next((str(answer) for question in END_LOCKS if (answer := question(meeting))), "")


def why_item_stays(item: AgendaItem) -> str:
    """Why the case cannot be closed or be about something else now, or ''."""
    return next((str(answer) for question in ITEM_LOCKS if (answer := question(item))), "")


def screen_of(meeting: Meeting, actor: Actor) -> list[Fragment]:
    """What others show on the screen."""
    return [found for each in SCREENS if (found := each(meeting, actor))]


def panels_of(meeting: Meeting, actor: Actor, mistake: Mistake | None = None) -> list[Fragment]:
    """What others put beside the meeting; `mistake` is what was wrong in one of them."""
    return [found for each in PANELS if (found := each(meeting, actor, mistake))]


def tools_of(meeting: Meeting, actor: Actor, mistake: Mistake | None) -> list[Fragment]:
    """What others give those who lead the meeting to work with; `mistake` is what was wrong in one of them."""
    return [found for each in TOOLS if (found := each(meeting, actor, mistake))]


def noted_when_begun(meeting: Meeting, item: AgendaItem | None = None) -> list[str]:
    """What others want in the minutes when the meeting starts, or the case opens; in the language that is active."""
    return [words for each in NOTINGS if (words := each(meeting, item))]
