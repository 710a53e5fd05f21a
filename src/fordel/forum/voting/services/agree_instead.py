"""The forum agreed after all: an open vote ends without being counted."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.forum.models import Vote
from fordel.forum.voting.documents.vote_words import agreed_words
from fordel.forum.voting.selectors.votes import subject_of
from fordel.forum.voting.services.lock_vote import locked_vote
from fordel.meetings.services.lock_meeting import save_seen
from fordel.meetings.services.write_minutes import draft_words
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError

LONGEST = 1_000


@transaction.atomic
def agree_instead(vote: Vote, text: str, by: Person) -> Vote:
    """The vote, ended; `text` is what was agreed. The ballots are deleted, so nobody ever sees them. Raises UserError
    (field `text`) where it is not said what was agreed."""
    locked = locked_vote(vote)
    found, words = locked.vote, text.strip()
    if not words:
        raise UserError(_("What the forum agreed is missing."), _("Write it, as the minutes are to say it."), "text")
    if len(words) > LONGEST:
        raise UserError(_("The text is too long."), _("There is room for %(most)s.") % {"most": LONGEST}, "text")
    found.ballots.all().delete()
    found.agreed, found.closed_at, found.closed_by = True, now(), by
    found.result = {"text": words}
    found.save(update_fields=["agreed", "closed_at", "closed_by", "result"])
    draft_words(locked.meeting, "vote", lambda: agreed_words(found), found.item, subject_of(found))
    save_seen(locked.meeting)
    details = {"voted": len(locked.seats.voted), "entitled": len(locked.seats.entitled)}
    record("forum.vote.agreed", actor=by, subject=found, office=locked.meeting.office_id, details=details)
    return found
