"""Invitations: what a mail program and a calendar get, through a real mail server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.meetings.models import Attendance, CalendarFeed, Meeting
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.plan_meeting import call_meeting, cancel_meeting, change_meeting
from fordel.parties.models import Person
from fordel.parties.services.erase_person import erase_person
from fordel.shared.errors import UserError
from fordel.shared.tasks import send_queued_mail
from tests.meetings.conftest import plan_for
from tests.shared.test_outbox import Postbox, postbox

__all__ = ["postbox"]
pytestmark = pytest.mark.django_db


def _send() -> None:
    for job in ProcrastinateJob.objects.filter(task_name__endswith="send_queued_mail").order_by("id"):
        send_queued_mail(mail_id=job.args["mail_id"])


def _calendar_of(mail: Any) -> tuple[str, Any]:
    """(method in the part's type, the event) of a mail with a text for people beside it."""
    assert isinstance(mail, EmailMessage)
    assert mail.get_content_type() == "multipart/alternative"
    text, part = mail.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert part.get_content_type() == "text/calendar"
    calendar = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    assert calendar["method"] == part["Content-Type"].params["method"]
    return str(calendar["method"]), event


def _mails_to(postbox: Postbox, person: Person) -> list[Any]:
    return [mail for mail in postbox.mails if mail["To"] == person.email]


def test_a_call_a_change_and_a_cancellation_follow_one_another(
    called: Meeting, officer: Person, member: Person, postbox: Postbox
) -> None:
    later = plan_for(12, kind="in_person", place="Bodø")
    change_meeting(called, later, officer)
    change_meeting(called, later, officer)  # the same once more tells nobody
    cancel_meeting(called, "For få kan komme.", officer)
    _send()
    found = [_calendar_of(mail) for mail in _mails_to(postbox, member)]
    assert [method for method, _event in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(event["sequence"]) for _method, event in found] == [0, 1, 2]
    assert {str(event["uid"]) for _method, event in found} == {f"{called.uid}@fordel"}
    first, second, last = (event for _method, event in found)
    assert first["dtstart"].dt == called.starts_at
    assert second["dtstart"].dt == later.starts_at
    assert second["location"] == "Bodø"
    assert (first["status"], last["status"]) == ("CONFIRMED", "CANCELLED")
    assert first["attendee"] == f"mailto:{member.email}"
    assert officer.email not in str(_mails_to(postbox, member)[0])
    assert "For få kan komme." in _mails_to(postbox, member)[2].get_body(("plain",)).get_content()
    assert Attendance.objects.get(meeting=called, person=member).invited_sequence == 1


def test_a_second_call_reaches_those_who_are_new_and_those_who_are_out(
    called: Meeting, officer: Person, member: Person, person_as: Callable[..., Any], postbox: Postbox
) -> None:
    new = person_as("forum_member")
    people = [Called(new, "KS"), Called(officer, "Sekretariatet", is_secretary=True)]
    assert call_meeting(called, people, officer) == 1
    _send()
    assert [_calendar_of(mail)[0] for mail in _mails_to(postbox, new)] == ["REQUEST"]
    assert [_calendar_of(mail)[0] for mail in _mails_to(postbox, member)] == ["REQUEST", "CANCEL"]
    assert len(_mails_to(postbox, officer)) == 1


def test_nobody_is_called_without_a_time_or_without_members(planned: Meeting, officer: Person, member: Person) -> None:
    with pytest.raises(UserError, match=r"ingen å kalle inn|nobody"):
        call_meeting(planned, [Called(officer, is_secretary=True)], officer)
    change_meeting(planned, replace(plan_for(), kind="to_be_set", starts_at=None, ends_at=None), officer)
    with pytest.raises(UserError):
        call_meeting(planned, [Called(member)], officer)
    assert not Attendance.objects.exists()


def _meeting_in(content: bytes, meeting: Meeting) -> Any:
    """The one event of the meeting in a feed, which has deadlines too."""
    events = Calendar.from_ical(content).walk("VEVENT")
    (found,) = [event for event in events if event["uid"] == f"{meeting.uid}@fordel"]
    return found


def test_the_feed_follows_the_meeting_and_a_renewed_address_closes_the_old(
    called: Meeting, officer: Person, member: Person, client_of: Callable[[Person], Client]
) -> None:
    client, stranger = client_of(member), Client()
    client.post(reverse("calendar"))
    address = client.get(reverse("calendar")).context["address"]
    path = address.removeprefix("http://127.0.0.1:8000")
    event = _meeting_in(stranger.get(path).content, called)
    lines = stranger.get(path).content.decode().split("\r\n")
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(lines)
    change_meeting(called, plan_for(20), officer)
    event = _meeting_in(stranger.get(path).content, called)
    assert (event["dtstart"].dt - called.starts_at) == timedelta(days=10)
    assert "attendee" not in event
    client.post(reverse("calendar"))
    assert stranger.get(path).status_code == 404
    assert stranger.get("/kalender/1-1.forged.ics").status_code == 404
    renewed = client.get(reverse("calendar")).context["address"].removeprefix("http://127.0.0.1:8000")
    assert stranger.get(renewed).status_code == 200
    erase_person(member.pk)
    assert stranger.get(renewed).status_code == 404
    assert CalendarFeed.objects.get().number == 2


def test_the_invitation_can_be_taken_from_the_page(
    called: Meeting, member: Person, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(member).get(f"/nordland/moter/{called.pk}/innkalling.ics")
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["method"], calendar.walk("VEVENT")[0]["summary"]) == (
        "REQUEST",
        f"Samarbeidsforum – {called.office.name}",
    )
