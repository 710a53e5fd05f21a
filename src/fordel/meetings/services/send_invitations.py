"""Notifies those who are called: an invitation, a change, or that the meeting is off; each with its calendar part."""

from __future__ import annotations

from collections.abc import Iterable

from fordel.meetings.models import Attendance, Meeting, MeetingState
from fordel.meetings.notices import CalledToMeeting, MeetingCancelled, MeetingChanged, NoLongerCalled
from fordel.meetings.plugs.hooks import people_of
from fordel.notices.recipient import to_person
from fordel.notices.services.notify import notify
from fordel.parties.models import Person


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
