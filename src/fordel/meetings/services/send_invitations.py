"""Mail to those who are called: an invitation, a change, or that the meeting is off; each with its calendar part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.meetings.hooks import people_of
from fordel.meetings.invitations import invitation_ics, meeting_address, when_text, where_text
from fordel.meetings.models import Attendance, Meeting, MeetingState
from fordel.parties.models import LanguageForm, Office, Person
from fordel.shared.addresses import full_address
from fordel.shared.notice import CalendarPart
from fordel.shared.outbox import queue_mail

_LANGUAGES: Final = dict(settings.LANGUAGES)


def language_of_office(office: Office) -> str:
    """`nb` or `nn`: the form that the office writes in."""
    return "nn" if office.language_form == LanguageForm.NYNORSK else "nb"


def language_of(person: Person, office: Office) -> str:
    """What mail to the person is written in."""
    return person.language if person.language in _LANGUAGES else language_of_office(office)


def split_called(meeting: Meeting) -> tuple[list[Attendance], list[Attendance]]:
    """The people on the list of the meeting: those whose seat runs on its day, with the secretary, and those whose seat
    does not. Two queries."""
    wanted = {called.person.pk for called in people_of(meeting)}
    listed = list(meeting.attendances.select_related("person"))
    staying = [each for each in listed if each.is_secretary or each.person_id in wanted]
    return staying, [each for each in listed if each not in staying]


def send_invitations(meeting: Meeting, attendances: Iterable[Attendance], *, changed: bool = False) -> int:
    """Queues the meeting as it is now to each; returns how many. Called in the transaction that changed it."""
    sent = list(attendances)
    for each in sent:
        with override(language_of(each.person, meeting.round.office)):
            subject, body = invitation_text(meeting, changed=changed)
            part = CalendarPart("REQUEST", invitation_ics(meeting, each.person, "REQUEST"))
        queue_mail([each.person.email], subject, body, part)
        each.invited_sequence = meeting.sequence
    Attendance.objects.bulk_update(sent, ["invited_sequence"])
    return len(sent)


def send_cancellations(meeting: Meeting, people: Iterable[Person], reason: str = "") -> int:
    """Queues that the meeting is off to each, or, while it is not cancelled, that they are no longer called to it.
    Their calendar takes it out. Returns how many."""
    count, is_off = 0, meeting.state == MeetingState.CANCELLED
    for person in people:
        with override(language_of(person, meeting.round.office)):
            words = {"title": meeting.title, "when": when_text(meeting)}
            off, out = _("«%(title)s», %(when)s, is cancelled."), _("You are no longer called to «%(title)s».")
            lines = [(off if is_off else out) % words]
            subject = (_("Cancelled: %(title)s") if is_off else _("No longer called: %(title)s")) % words
            part = CalendarPart("CANCEL", invitation_ics(meeting, person, "CANCEL"))
        count += queue_mail([person.email], subject, "\n\n".join(filter(None, [*lines, reason])), part)
    return count


def invitation_text(meeting: Meeting, *, changed: bool = False) -> tuple[str, str]:
    """Subject and body in the language that is active."""
    title = {"title": meeting.title}
    subject = _("Changed: %(title)s") % title if changed else _("You are called to %(title)s") % title
    first = _("The meeting is changed.") if changed else _("You are called to a meeting of the collaboration forum.")
    facts = "\n".join(
        filter(
            None,
            [
                _("When: %(when)s") % {"when": when_text(meeting)},
                _("Where: %(where)s") % {"where": where_text(meeting)},
                _("Link: %(link)s") % {"link": meeting.link} if meeting.link else "",
            ],
        )
    )
    page = full_address(meeting_address(meeting))
    last = _("Read the agenda and the papers, and answer whether you come: %(address)s") % {"address": page}
    return subject, "\n\n".join([first, facts, last])
