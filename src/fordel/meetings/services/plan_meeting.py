"""Plans a meeting, and changes what is planned."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.meetings.models import Attendance, Meeting, MeetingKind, MeetingState
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, save_seen
from fordel.meetings.services.send_invitations import send_cancellations, send_invitations, split_called
from fordel.parties.models import Office, Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@dataclass(frozen=True)
class MeetingPlan:
    """What a meeting is planned to be; without times the date is still to be found."""

    title: str
    kind: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    link: str = ""


def _require_sense(plan: MeetingPlan, *, is_called: bool, earlier: datetime | None = None) -> None:
    if not plan.title.strip():
        raise UserError(_("The meeting has no name."), _("Write what it is called."), "title")
    if plan.kind not in MeetingKind.values:
        raise UserError(_("How you meet is not chosen."), _("Choose one."), "kind")
    if plan.starts_at is None or plan.ends_at is None:
        if is_called:
            raise UserError(_("People are called to this meeting, so it must have a time."), "", "date")
        if plan.kind != MeetingKind.TO_BE_SET:
            raise UserError(
                _("The meeting has no time."), _("Write it, or choose that the meeting is to be set."), "date"
            )
        return
    if plan.kind == MeetingKind.TO_BE_SET and is_called:
        raise UserError(_("People are called to this meeting, so they must know where it is."), "", "kind")
    if plan.ends_at <= plan.starts_at:
        raise UserError(_("The meeting ends before it begins."), _("Change one of the times."), "to")
    if plan.starts_at < now() and plan.starts_at != earlier:
        raise UserError(_("The time has passed."), _("Choose a later one."), "date")
    if plan.kind == MeetingKind.IN_PERSON and not plan.place.strip():
        raise UserError(_("Where do you meet?"), _("Write the place."), "place")


@transaction.atomic
def plan_meeting(office: Office, plan: MeetingPlan, by: Person | None) -> Meeting:
    """The meeting. Raises UserError that names the field."""
    _require_sense(plan, is_called=False)
    meeting = Meeting.objects.create(office=office, created_by=by, **asdict(plan))
    details = {"kind": meeting.kind, "starts_at": meeting.starts_at}
    record("meetings.meeting.planned", actor=by, subject=meeting, office=office, details=details)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, plan: MeetingPlan, by: Person) -> Meeting:
    """The meeting as it is now; everybody who is called gets the change in their calendar, except those whose seat does
    not run on its day now, who are no longer called. A plan that changes nothing sends nothing. Raises UserError that
    names the field."""
    found = locked_meeting(meeting.pk)
    is_called = found.state == MeetingState.CALLED
    _require_sense(plan, is_called=is_called, earlier=found.starts_at)
    changed = [name for name, value in asdict(plan).items() if getattr(found, name) != value]
    advance(MEETINGS, found, "change", by)
    if not changed:
        return found
    for name in changed:
        setattr(found, name, getattr(plan, name))
    found.sequence += is_called
    save_seen(found, "sequence", *changed)
    staying, gone = split_called(found) if is_called else ([], [])
    details = {"fields": sorted(changed), "sequence": found.sequence, "no_longer": len(gone)}
    record("meetings.meeting.changed", actor=by, subject=found, office=found.office_id, details=details)
    send_invitations(found, staying, changed=True)
    send_cancellations(found, [each.person for each in gone])
    Attendance.objects.filter(pk__in=[each.pk for each in gone]).delete()
    return found
