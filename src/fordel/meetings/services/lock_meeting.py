"""Every change of a meeting begins here: lock the row, ask the lifecycle, notify the pages that follow it."""

from __future__ import annotations

from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from fordel.core.lifecycle import MEETING
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.plugs.hooks import why_not_end
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import OSLO, today
from fordel.shared.dates import long_date
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules

OPEN: Final = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.ONGOING)
WRITTEN: Final = (MeetingState.ONGOING, MeetingState.HELD)


def locked_meeting(meeting_id: int) -> Meeting:
    """The meeting as it is now, locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("office").get(pk=meeting_id)


def require_state(meeting: Meeting, *states: MeetingState) -> None:
    """Raises UserError where the meeting is in none of the states."""
    if meeting.state not in states:
        raise _not_now(meeting)


def save_seen(meeting: Meeting, *fields: str) -> None:
    """Saves the fields, and everybody who follows the meeting gets it again."""
    meeting.revision += 1
    meeting.save(update_fields=[*fields, "revision"])


def touch_ongoing(office_id: int) -> None:
    """Everybody who follows a meeting of the office in progress gets it again: what its screen shows, and to whom, may
    have changed."""
    Meeting.objects.filter(office=office_id, state=MeetingState.ONGOING).update(revision=F("revision") + 1)


def may_start(meeting: Meeting) -> bool:
    """Whether the day of the meeting has come."""
    return meeting.starts_at is not None and meeting.starts_at.astimezone(OSLO).date() <= today()


def _require_day(meeting: Meeting, _facts: Facts) -> None:
    if meeting.starts_at and not may_start(meeting):
        raise UserError(
            _("The meeting is on %(date)s, and cannot start before that day.") % {"date": long_date(meeting.starts_at)},
            _("If you meet earlier, change the time of the meeting first."),
        )


def _require_no_vote(meeting: Meeting, _facts: Facts) -> None:
    reason = why_not_end(meeting)
    if reason:
        raise UserError(reason, _("The meeting is in progress."))


def _require_draft(meeting: Meeting, _facts: Facts) -> None:
    if meeting.draft_sent_at is None:
        raise UserError(_("The forum has not had the draft of the minutes."), _("Send it first."))


def _own_hand(_meeting: Meeting) -> UserError:
    reason = _("You have written in these minutes, or sent the draft, yourself.")
    return UserError(reason, _("Somebody else at the office must approve them."))


def _not_now(meeting: Meeting, _verb: str = "") -> UserError:
    return UserError(
        _("This cannot be done while the meeting is: %(state)s.") % {"state": meeting.get_state_display()},
        _("Nothing was changed."),
    )


MEETINGS: Final = Rules[Meeting](
    lifecycle=MEETING,
    place=lambda meeting: Place(meeting.office_id),
    roles=roles_at,
    refusal=_not_now,
    own_hand=_own_hand,
    guards={"day_has_come": _require_day, "no_vote": _require_no_vote, "draft_sent": _require_draft},
)
