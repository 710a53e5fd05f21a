"""Calls people to a meeting: each gets an invitation that their calendar understands."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.meetings.models import Attendance, Meeting, MeetingKind, MeetingState
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, save_seen
from fordel.meetings.services.send_invitations import send_cancellations, send_invitations
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def call_meeting(meeting: Meeting, people: Iterable[Called], by: Person) -> int:
    """How many got an invitation. Called again it reaches those who are new, and tells those who are no longer called.

    Raises UserError where the time or the place is not set, and where there is nobody to call.
    """
    found, wanted = locked_meeting(meeting.pk), {called.person.pk: called for called in people}
    if found.starts_at is None or found.kind == MeetingKind.TO_BE_SET:
        raise UserError(_("The meeting has no time or place yet."), _("Set them first."))
    if not any(not called.is_secretary for called in wanted.values()):
        raise UserError(_("There is nobody to call."), _("Register the members of the forum first."))
    advance(MEETINGS, found, "change" if found.state == MeetingState.CALLED else "call", by)
    known = {each.person_id: each for each in found.attendances.select_related("person")}
    gone = [each for key, each in known.items() if key not in wanted]
    send_cancellations(found, [each.person for each in gone])
    Attendance.objects.filter(pk__in=[each.pk for each in gone]).delete()
    for key in wanted.keys() & known.keys():
        known[key].seat, known[key].is_secretary = wanted[key].seat[:160], wanted[key].is_secretary
        known[key].save(update_fields=["seat", "is_secretary"])
    new = [
        Attendance(meeting=found, person=each.person, seat=each.seat[:160], is_secretary=each.is_secretary)
        for key, each in wanted.items()
        if key not in known
    ]
    count = send_invitations(found, Attendance.objects.bulk_create(new))
    found.called_at = found.called_at or now()
    save_seen(found, "state", "called_at")
    details = {"invited": count, "no_longer": len(gone), "sequence": found.sequence}
    record("meetings.meeting.called", actor=by, subject=found, office=found.office_id, details=details)
    return count
