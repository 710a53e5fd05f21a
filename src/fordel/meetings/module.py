"""Meetings in the house."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.meetings.presentation import calendar
from fordel.meetings.presentation.log_words import LOG_DETAILS, LOG_SUBJECTS
from fordel.meetings.presentation.search_hits import meeting_hits
from fordel.parties.models import Role
from fordel.parties.plugs.calendar import OFFICE_CALENDAR, OWN_CALENDAR
from fordel.parties.plugs.menu import MENU, MenuEntry
from fordel.parties.plugs.search import SEARCH
from fordel.parties.plugs.seats import why_no_seat
from fordel.shared.log_words import DETAILS, SUBJECTS
from fordel.shared.modules import Module
from fordel.shared.plugs import answer

VERBS: Final = {
    "meetings.meeting.planned": _("Planned a meeting"),
    "meetings.meeting.changed": _("Changed a meeting"),
    "meetings.meeting.called": _("Called people to a meeting"),
    "meetings.meeting.cancelled": _("Cancelled a meeting"),
    "meetings.meeting.started": _("Started a meeting"),
    "meetings.meeting.ended": _("Ended a meeting"),
    "meetings.meeting.draft_sent": _("Sent the draft of the minutes"),
    "meetings.meeting.approved": _("Approved the minutes of a meeting"),
    "meetings.meeting.shown": _("Showed something on the screen of a meeting"),
    "meetings.call.answered": _("Answered a call to a meeting"),
    "meetings.attendance.arrived": _("Noted that somebody came to a meeting"),
    "meetings.attendance.left": _("Noted that somebody left a meeting"),
    "meetings.dates.offered": _("Offered a time for a meeting"),
    "meetings.dates.withdrawn": _("Took back a time for a meeting"),
    "meetings.dates.answered": _("Answered which times suit"),
    "meetings.dates.chosen": _("Chose the time of a meeting"),
    "meetings.item.added": _("Added a case to an agenda"),
    "meetings.item.changed": _("Changed a case on an agenda"),
    "meetings.item.moved": _("Moved a case on an agenda"),
    "meetings.item.removed": _("Removed a case from an agenda"),
    "meetings.item.opened": _("Opened a case in a meeting"),
    "meetings.item.closed": _("Closed a case in a meeting"),
    "meetings.paper.added": _("Added a paper to a meeting"),
    "meetings.paper.removed": _("Removed a paper from a meeting"),
    "meetings.paper.refused": _("An infected paper was refused"),
    "meetings.line.written": _("Wrote in the minutes"),
    "meetings.line.changed": _("Changed a line of the minutes"),
    "meetings.line.removed": _("Removed a line of the minutes"),
    "meetings.action.added": _("Added something to be done after a meeting"),
    "meetings.action.done": _("Marked something as done after a meeting"),
    "meetings.feed.renewed": _("Got a new calendar address"),
}

ENTRIES: Final = (
    MenuEntry(
        _("Meetings"),
        "meetings:plan",
        {Role.CASE_OFFICER: 50, Role.APPROVER: 50, Role.FORUM_MEMBER: 50, Role.AUDITOR: 50},
        is_of_office=True,
        also=("avstemninger", "skjerm"),
        shown_if=lambda _request, actor: not why_no_seat(actor),
    ),
)

MODULE: Final = Module(
    name="meetings",
    verbs=VERBS,
    answers=(
        answer(OFFICE_CALENDAR, calendar.of_office),
        answer(OWN_CALENDAR, calendar.of_person),
        answer(SEARCH, meeting_hits),
        answer(MENU, *ENTRIES),
        answer(SUBJECTS, *LOG_SUBJECTS),
        answer(DETAILS, LOG_DETAILS),
    ),
)
