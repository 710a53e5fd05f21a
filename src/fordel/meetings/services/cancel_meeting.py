"""Cancels a meeting; those who are called get it out of their calendar."""

from __future__ import annotations

from django.db import transaction

from fordel.meetings.models import Meeting
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, save_seen
from fordel.meetings.services.send_invitations import send_cancellations
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.lifecycles import advance


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, by: Person) -> int:
    """How many are told. `reason` may be empty. Raises UserError once the meeting has started."""
    found = locked_meeting(meeting.pk)
    advance(MEETINGS, found, "cancel", by)
    called = [each.person for each in found.attendances.select_related("person")]
    found.sequence += 1
    found.cancelled_because = reason.strip()[:300]
    save_seen(found, "state", "sequence", "cancelled_because")
    details = {"told": len(called), "sequence": found.sequence}
    record("meetings.meeting.cancelled", actor=by, subject=found, office=found.office_id, details=details)
    return send_cancellations(found, called, found.cancelled_because) if called else 0
