"""Every change of a vote begins here: the meeting is locked, then the vote, always in that order."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.forum.models import Ballot, Vote
from fordel.forum.voting.selectors.electorate import Electorate, electorate
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.services.lock_meeting import locked_meeting, require_state
from fordel.shared.errors import UserError


@dataclass(frozen=True)
class LockedVote:
    """The vote and its meeting as they are now, locked until the transaction ends, and who may vote."""

    meeting: Meeting
    vote: Vote
    seats: Electorate
    ballots: list[Ballot]


def locked_vote(vote: Vote) -> LockedVote:
    """Raises UserError where the vote is closed, or the meeting is not in progress."""
    meeting = locked_meeting(vote.meeting_id)
    found = Vote.objects.select_for_update(of=("self",)).select_related("item").get(pk=vote.pk)
    if found.closed_at is not None:
        raise UserError(_("The vote is closed."), _("What came of it is on the page."))
    require_state(meeting, MeetingState.ONGOING)
    ballots = list(found.ballots.all())
    seats = electorate(meeting, found.report_id, [(each.member_id, each.cast_by_id) for each in ballots])
    return LockedVote(meeting, found, seats, ballots)
