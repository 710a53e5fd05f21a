"""Who says they come, who is there, and who has left."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from fordel.meetings.models import Attendance, Meeting, MeetingState, Reply
from fordel.meetings.services.lock_meeting import locked_meeting, require_state, save_seen
from fordel.meetings.services.send_invitations import split_called
from fordel.meetings.services.write_minutes import draft_line
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@transaction.atomic
def answer_call(meeting: Meeting, reply: str, by: Person) -> None:
    """Keeps whether the person comes. Raises UserError where they are not called, or the meeting is not ahead."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.CALLED, MeetingState.ONGOING)
    if reply not in (Reply.YES, Reply.NO):
        raise UserError(_("You have not said whether you come."), _("Choose yes or no."))
    own = next((each for each in split_called(found)[0] if each.person_id == by.pk), None)
    if own is None:
        raise UserError(_("You are not called to this meeting."), _("Ask the secretariat if you should be."))
    own.reply = reply
    own.save(update_fields=["reply"])
    save_seen(found)
    record("meetings.call.answered", actor=by, subject=found, office=found.office_id, details={"reply": reply})


@transaction.atomic
def note_arrival(meeting: Meeting, person_ids: Iterable[int], by: Person | None) -> int:
    """How many came who were not there. Those who come once a case has been opened get a line in the minutes."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.ONGOING)
    came = [
        each
        for each in found.attendances.select_related("person").filter(person__in=set(person_ids))
        if each.arrived_at is None or each.left_at is not None
    ]
    current = found.open_case()
    begun = found.items.filter(opened_at__isnull=False).exists()
    for each in came:
        if each.left_at is not None:
            draft_line(found, "attendance", gettext_noop("%(who)s came back."), current, who=called_name(each))
        elif begun:
            draft_line(found, "attendance", gettext_noop("%(who)s came."), current, who=called_name(each))
        each.arrived_at, each.left_at = each.arrived_at or now(), None
    return _keep(found, came, "arrived", by)


@transaction.atomic
def note_departure(meeting: Meeting, person_ids: Iterable[int], by: Person | None) -> int:
    """How many left who were there; each gets a line in the minutes."""
    found = locked_meeting(meeting.pk)
    require_state(found, MeetingState.ONGOING)
    left = list(
        found.attendances.select_related("person").filter(
            person__in=set(person_ids), arrived_at__isnull=False, left_at__isnull=True
        )
    )
    current = found.open_case()
    for each in left:
        draft_line(found, "attendance", gettext_noop("%(who)s left."), current, who=called_name(each))
        each.left_at = now()
    return _keep(found, left, "left", by)


def called_name(attendance: Attendance) -> str:
    """What the minutes call somebody: their seat, or their name where they have none."""
    return attendance.seat or attendance.person.name


def _keep(meeting: Meeting, changed: list[Attendance], action: str, by: Person | None) -> int:
    if changed:
        Attendance.objects.bulk_update(changed, ["arrived_at", "left_at"])
        save_seen(meeting)
        details = {"people": [each.person_id for each in changed]}
        record(f"meetings.attendance.{action}", actor=by, subject=meeting, office=meeting.office_id, details=details)
    return len(changed)
