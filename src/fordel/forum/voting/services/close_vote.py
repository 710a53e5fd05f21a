"""Ends a vote: its closing is announced, it is closed and counted, or the forum agrees instead."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.votes import VoteRules, count_votes, may_close
from fordel.forum.models import Ballot, Vote
from fordel.forum.voting.documents.vote_words import agreed_words, announced_words, announcement, closed_words
from fordel.forum.voting.selectors.electorate import Electorate, labels
from fordel.forum.voting.selectors.votes import subject_of
from fordel.forum.voting.services.lock_vote import LockedVote, locked_vote
from fordel.forum.voting.services.open_vote import LONGEST_WAIT
from fordel.meetings.services.lock_meeting import save_seen
from fordel.meetings.services.minutes import draft_words
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@transaction.atomic
def announce_closing(vote: Vote, minutes: int, by: Person) -> Vote:
    """The vote may be closed in this many minutes. A time that is announced is never brought forward: who counts on it
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


def why_not_close(vote: Vote, seats: Electorate) -> str:
    """Why an open vote cannot be closed now, in words; '' where it can."""
    past = vote.may_close_at is not None and now() >= vote.may_close_at
    if may_close(len(seats.voted), len(seats.entitled), announced_time_is_past=past):
        return ""
    waiting = _("These have not voted: %(seats)s.") % {"seats": ", ".join(labels(seats.waiting))}
    return f"{waiting} {announced_words(vote.may_close_at)}" if vote.may_close_at else waiting


@transaction.atomic
def close_vote(vote: Vote, by: Person) -> Vote:
    """The vote with its result. Ballots of seats that may no longer vote fall away. Raises UserError before all have
    voted, unless the announced time has come."""
    locked = locked_vote(vote)
    found, seats = locked.vote, locked.seats
    if reason := why_not_close(found, seats):
        raise UserError(reason, _("It can be closed when all have voted, or after a time that is announced."))
    kept = _counted(locked)
    result = count_votes(
        [each["code"] for each in found.options],
        [each.option for each in kept],
        seats=len(seats.seats),
        present=len(seats.present),
        entitled=len(seats.entitled),
        rules=VoteRules(**found.rules),
    )
    found.result = {
        "outcome": result.outcome,
        "options": list(result.options),
        "counts": result.counts,
        "seats": result.seats,
        "present": result.present,
        "entitled": result.entitled,
        "voted": len(kept),
        "fell_away": len(locked.ballots) - len(kept),
        "conflicted": labels(seats.conflicted),
        "undecided": labels(seats.undecided),
    }
    found.closed_at, found.closed_by = now(), by
    found.save(update_fields=["closed_at", "closed_by", "result"])
    draft_words(locked.meeting, "vote", lambda: closed_words(found), found.item, subject_of(found))
    save_seen(locked.meeting)
    details = {name: found.result[name] for name in ("outcome", "seats", "present", "entitled", "voted", "fell_away")}
    record("forum.vote.closed", actor=by, subject=found, office=locked.meeting.office_id, details=details)
    return found


def _counted(locked: LockedVote) -> list[Ballot]:
    """The ballots that count; the others are removed."""
    counting = {each.seat.pk for each in locked.seats.voted}
    locked.vote.ballots.exclude(member__in=counting).delete()
    return [each for each in locked.ballots if each.member_id in counting]


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
