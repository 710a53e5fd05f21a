"""Every change of a meeting begins here: the row is locked, the lifecycle asked, and those who follow it are told."""

from __future__ import annotations

from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from fordel.core.lifecycle import MEETING
from fordel.meetings.models import Meeting, MeetingState
from fordel.shared.errors import UserError

OPEN: Final = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.ONGOING)
WRITTEN: Final = (MeetingState.ONGOING, MeetingState.HELD)


def locked_meeting(meeting_id: int) -> Meeting:
    """The meeting as it is now, locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("round__office").get(pk=meeting_id)


def require_state(meeting: Meeting, *states: MeetingState) -> None:
    """Raises UserError where the meeting is in none of the states."""
    if meeting.state not in states:
        raise _not_now(meeting)


def move_on(meeting: Meeting, verb: str) -> None:
    """Sets the state that the verb leads to; raises UserError where it cannot be used now."""
    if not MEETING.allows(meeting.state, verb):
        raise _not_now(meeting)
    meeting.state = MEETING.after(meeting.state, verb)


def save_seen(meeting: Meeting, *fields: str) -> None:
    """Saves the fields, and everybody who follows the meeting gets it anew."""
    meeting.revision += 1
    meeting.save(update_fields=[*fields, "revision"])


def touch_meeting(meeting_id: int) -> None:
    """Everybody who follows the meeting gets it anew; for those who show something of their own beside it."""
    Meeting.objects.filter(pk=meeting_id).update(revision=F("revision") + 1)


def touch_ongoing(office_id: int) -> None:
    """The same for the office's meetings that are going on: what their screens show, and to whom, may have changed."""
    Meeting.objects.filter(round__office=office_id, state=MeetingState.ONGOING).update(revision=F("revision") + 1)


def _not_now(meeting: Meeting) -> UserError:
    return UserError(
        _("This cannot be done while the meeting is: %(state)s.") % {"state": meeting.get_state_display()},
        _("Nothing was changed."),
    )
