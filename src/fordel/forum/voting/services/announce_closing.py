"""Announces when an open vote may be closed, also where not all have voted."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.forum.models import Vote
from fordel.forum.voting.documents.vote_words import announcement
from fordel.forum.voting.selectors.votes import subject_of
from fordel.forum.voting.services.lock_vote import locked_vote
from fordel.forum.voting.services.open_vote import LONGEST_WAIT
from fordel.meetings.services.lock_meeting import save_seen
from fordel.meetings.services.write_minutes import draft_words
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@transaction.atomic
def announce_closing(vote: Vote, minutes: int, by: Person) -> Vote:
    """The vote may be closed in so many minutes. A time that is announced is never brought forward: who counts on it
    may still come. Raises UserError
    (field `wait`)."""
    locked = locked_vote(vote)
    found = locked.vote
    if not 0 < minutes <= LONGEST_WAIT:
        raise UserError(_("The time must be between 1 and %(most)s minutes.") % {"most": LONGEST_WAIT}, "", "wait")
    at = now() + timedelta(minutes=minutes)
    if found.may_close_at is not None and at < found.may_close_at:
        raise UserError(_("A later time is announced already."), _("Choose a time after it."), "wait")
    found.may_close_at = at
    found.save(update_fields=["may_close_at"])
    draft_words(locked.meeting, "vote", announcement(found), found.item, subject_of(found))
    save_seen(locked.meeting)
    record("forum.vote.announced", actor=by, subject=found, office=locked.meeting.office_id, details={"at": at})
    return found
