"""Plans a meeting, calls people to it, and cancels it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.meetings.models import Attendance, Meeting, MeetingKind, MeetingState
from fordel.meetings.notices import CalledToMeeting, MeetingCancelled, MeetingChanged, NoLongerCalled
from fordel.meetings.plugs.hooks import Called, people_of
from fordel.meetings.services.lock_meeting import MEETINGS, locked_meeting, save_seen
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Office, Person
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting
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


def split_called(meeting: Meeting) -> tuple[list[Attendance], list[Attendance]]:
    """The people on the list of the meeting: those whose seat runs on its day, with the secretary, and those whose seat
    does not. Two queries."""
    wanted = {called.person.pk for called in people_of(meeting)}
    listed = list(meeting.attendances.select_related("person"))
    staying = [each for each in listed if each.is_secretary or each.person_id in wanted]
    return staying, [each for each in listed if each not in staying]


def send_invitations(meeting: Meeting, attendances: Iterable[Attendance], *, changed: bool = False) -> int:
    """Send the meeting as it is now to each; return how many got it. Called in the transaction that changed it."""
    sent, count, kind = list(attendances), 0, MeetingChanged if changed else CalledToMeeting
    for each in sent:
        count += notify(to_person(each.person, meeting.office), kind(meeting, each.person)).count
        each.invited_sequence = meeting.sequence
    Attendance.objects.bulk_update(sent, ["invited_sequence"])
    return count


def send_cancellations(meeting: Meeting, people: Iterable[Person], reason: str = "") -> int:
    """Notify each that the meeting is off, or, if it is not cancelled, that they are no longer called to it. Their
    calendar takes it out. Return how many got it."""
    is_off, count = meeting.state == MeetingState.CANCELLED, 0
    for person in people:
        notice = MeetingCancelled(meeting, person, reason) if is_off else NoLongerCalled(meeting, person)
        count += notify(to_person(person, meeting.office), notice).count
    return count


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


@transaction.atomic
def cancel_meeting(meeting: Meeting, reason: str, by: Person) -> int:
    """Returns how many are notified. `reason` may be empty. Raises UserError once the meeting has started."""
    found = locked_meeting(meeting.pk)
    advance(MEETINGS, found, "cancel", by)
    called = [each.person for each in found.attendances.select_related("person")]
    found.sequence += 1
    found.cancelled_because = fitting(reason.strip(), 300, "reason")
    save_seen(found, "state", "sequence", "cancelled_because")
    details = {"told": len(called), "sequence": found.sequence}
    record("meetings.meeting.cancelled", actor=by, subject=found, office=found.office_id, details=details)
    return send_cancellations(found, called, found.cancelled_because) if called else 0
