"""A member votes, or changes what they have voted."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.forum.models import Ballot, Vote
from fordel.forum.seats.selectors.impartiality import seats_of
from fordel.forum.voting.selectors.electorate import SeatInVote
from fordel.forum.voting.services.lock_vote import LockedVote, locked_vote
from fordel.meetings.selectors.meetings import day_of
from fordel.meetings.services.lock_meeting import save_seen
from fordel.parties.models import Person, RoleAssignment
from fordel.parties.permissions import OFFICE_STAFF
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@transaction.atomic
def cast_ballot(vote: Vote, option: str, by: Person) -> Ballot:
    """The ballot of the seat that the person is there for; one that it has is replaced. Raises UserError where the
    person may not vote, and says why. What was voted is in no log."""
    locked = locked_vote(vote)
    seat = _seat(locked, by)
    if option not in {each["code"] for each in locked.vote.options}:
        raise UserError(_("You have not chosen anything."), _("Choose one, and vote."), "option")
    locked.vote.ballots.filter(cast_by=by).exclude(member=seat.seat.pk).delete()  # a person has one ballot
    ballot, _is_new = Ballot.objects.update_or_create(
        vote=locked.vote, member_id=seat.seat.pk, defaults={"option": option, "cast_at": now(), "cast_by": by}
    )
    save_seen(locked.meeting)
    details = {"seat": seat.seat.pk}
    record("forum.vote.cast", actor=by, subject=locked.vote, office=locked.meeting.office_id, details=details)
    return ballot


def _seat(locked: LockedVote, by: Person) -> SeatInVote:
    office = locked.meeting.office_id
    if RoleAssignment.objects.filter(person=by, office=office, role__in=OFFICE_STAFF).exists():
        raise UserError(_("The county governor is the secretariat and cannot vote."))
    own = list(seats_of(by.pk, office, day_of(locked.meeting)).select_related("group"))
    if not own:
        problem = _("You have no seat in the forum on the day of the meeting.")
        raise UserError(problem, _("Ask the secretariat if you should have."))
    if not any(seat.votes for seat in own):
        raise UserError(_("Observers take part and do not vote."))
    seat = locked.seats.seat_of(by.pk)
    if seat is not None and seat.may_vote:
        return seat
    if seat is not None:
        raise UserError(_("You are, or may be, not impartial in this matter, so you do not vote."))
    attendance = locked.meeting.attendances.filter(person=by).first()
    if attendance is None or not attendance.is_here:
        raise UserError(_("You are not noted as being here."), _("Tell the secretariat that you have come."))
    raise UserError(_("The member votes for the seat where both member and deputy are here."))
