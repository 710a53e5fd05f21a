"""What people are notified of about meetings. What goes into a calendar is written to one person at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from fordel.meetings.documents.invitations import invitation_ics, meeting_address, when_text, where_text
from fordel.meetings.models import Meeting
from fordel.parties.models import Person
from fordel.shared.addresses import full_address
from fordel.shared.notice import CalendarPart, Category, Notice


@dataclass(frozen=True)
class _AboutMeeting(Notice):
    meeting: Meeting

    def link(self) -> str:
        return full_address(meeting_address(self.meeting))

    def _facts(self) -> str:
        lines = [
            _("When: %(when)s") % {"when": when_text(self.meeting)},
            _("Where: %(where)s") % {"where": where_text(self.meeting)},
            _("Link: %(link)s") % {"link": self.meeting.link} if self.meeting.link else "",
        ]
        last = _("Read the agenda and the papers, and answer whether you come: %(address)s") % {"address": self.link()}
        return "\n".join(filter(None, lines)) + "\n\n" + last


@dataclass(frozen=True)
class CalledToMeeting(_AboutMeeting):
    kind: ClassVar = "meetings.called"
    category: ClassVar = Category.DEADLINE
    person: Person

    def subject(self) -> str:
        return _("You are called to %(title)s") % {"title": self.meeting.title}

    def text(self) -> str:
        return _("You are called to a meeting of the collaboration forum.") + "\n\n" + self._facts()

    def calendar(self) -> CalendarPart:
        return CalendarPart("REQUEST", invitation_ics(self.meeting, self.person, "REQUEST"))


@dataclass(frozen=True)
class MeetingChanged(CalledToMeeting):
    kind: ClassVar = "meetings.changed"
    category: ClassVar = Category.MEETINGS

    def subject(self) -> str:
        return _("Changed: %(title)s") % {"title": self.meeting.title}

    def text(self) -> str:
        return _("The meeting is changed.") + "\n\n" + self._facts()


@dataclass(frozen=True)
class MeetingCancelled(_AboutMeeting):
    kind: ClassVar = "meetings.cancelled"
    category: ClassVar = Category.DEADLINE
    person: Person
    reason: str

    def subject(self) -> str:
        return _("Cancelled: %(title)s") % {"title": self.meeting.title}

    def text(self) -> str:
        names = {"title": self.meeting.title, "when": when_text(self.meeting)}
        return "\n\n".join(filter(None, [_("«%(title)s», %(when)s, is cancelled.") % names, self.reason]))

    def calendar(self) -> CalendarPart:
        return CalendarPart("CANCEL", invitation_ics(self.meeting, self.person, "CANCEL"))


@dataclass(frozen=True)
class NoLongerCalled(_AboutMeeting):
    """The meeting takes place, without this person."""

    kind: ClassVar = "meetings.no_longer_called"
    category: ClassVar = Category.MEETINGS
    person: Person

    def subject(self) -> str:
        return _("No longer called: %(title)s") % {"title": self.meeting.title}

    def text(self) -> str:
        return _("You are no longer called to «%(title)s».") % {"title": self.meeting.title}

    def calendar(self) -> CalendarPart:
        return CalendarPart("CANCEL", invitation_ics(self.meeting, self.person, "CANCEL"))


@dataclass(frozen=True)
class DatesAsked(_AboutMeeting):
    kind: ClassVar = "meetings.dates_asked"
    category: ClassVar = Category.MEETINGS

    def subject(self) -> str:
        return _("Which times suit you for %(title)s?") % {"title": self.meeting.title}

    def text(self) -> str:
        return _("We are looking for a time. Answer here: %(address)s") % {"address": self.link()}


@dataclass(frozen=True)
class MinutesDrafted(_AboutMeeting):
    kind: ClassVar = "meetings.minutes_drafted"
    category: ClassVar = Category.MEETINGS

    def subject(self) -> str:
        return _("Draft of the minutes: %(title)s") % {"title": self.meeting.title}

    def text(self) -> str:
        body = _("Read it here, and tell the secretariat if something is wrong: %(address)s")
        return body % {"address": self.link()}
