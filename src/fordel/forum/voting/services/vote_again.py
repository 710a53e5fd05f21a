"""A new vote between the two highest, where none of several got a majority."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.votes import AGAIN
from fordel.forum.models import Vote
from fordel.forum.voting.services.open_vote import begin
from fordel.meetings.models import MeetingState
from fordel.meetings.services.lock_meeting import locked_meeting, require_state
from fordel.parties.models import Person
from fordel.shared.errors import UserError


@transaction.atomic
def vote_again(vote: Vote, by: Person) -> Vote:
    """The open vote that `follows` the closed one: the same question, in the same case, with its two highest options.
    Raises UserError where the first did not end so, or has been followed, or its case is not open."""
    meeting = locked_meeting(vote.meeting_id)
    require_state(meeting, MeetingState.ONGOING)
    first = Vote.objects.select_for_update(of=("self",)).select_related("item", "round__scheme").get(pk=vote.pk)
    if first.closed_at is None or first.result.get("outcome") != AGAIN:
        raise UserError(_("There are not two highest to vote between."), _("Open a vote of its own."))
    if Vote.objects.filter(follows=first).exists():
        raise UserError(_("The new vote has been opened already."), _("Look at the page again."))
    if first.item is None or first.item.opened_at is None or first.item.closed_at is not None:
        raise UserError(_("The case of the vote is closed."), _("Open it again first."))
    options = [each for each in first.options if each["code"] in first.result["options"]]
    again = Vote(meeting=meeting, round=first.round, item=first.item, report_id=first.report_id, options=options)
    again.question, again.follows = first.question, first
    return begin(meeting, again, by)
