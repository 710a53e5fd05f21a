"""The calendars: what is in that of an office and in a person's own, on pages and in programs that fetch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import people_of
from fordel.meetings.services.plan_meeting import (
    MeetingPlan,
    call_meeting,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from fordel.meetings.services.renew_feed import renew_feed
from fordel.parties.models import Office, Organisation, Person, Role, RoleAssignment
from fordel.programme.models import Round
from fordel.programme.plugs.start_page import CALENDAR, Visit
from fordel.programme.selectors.start_round import round_with_counts
from fordel.reports.models import DeadlineExtension
from fordel.shared.clock import OSLO, now
from fordel.shared.models import OutboxMail
from fordel.web.presentation.calendar_page import Asked, calendar_page
from tests.hearing.hearings import hearing_of, plan_to_hear
from tests.meetings.conftest import plan_for
from tests.support.ical import read_by_ical_js
from tests.support.seats import seat_for
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
OFFICE = "/nordland/kalender/"
FIRST = {"maned": "2026-01"}


@pytest.fixture
def hamaroy(nordland: Round) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


def _words(client: Client, address: str = OFFICE, **query: Any) -> str:
    page = client.get(address, {**FIRST, **query})
    assert page.status_code == 200
    return " ".join(page.content.decode().partition("<main")[2].split())


def _uids(content: bytes) -> dict[str, Any]:
    """uid -> event of a calendar that was fetched."""
    return {str(event["uid"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


def _own_feed(person: Person) -> dict[str, Any]:
    answer = Client().get(reverse("calendar-feed", kwargs={"token": renew_feed(person)}))
    assert answer.status_code == 200
    return _uids(answer.content)


def test_everybody_reads_deadlines_and_hearings_and_only_those_who_may_read_of_meetings(
    nordland: Round, person_as: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    officer, member, without_seat = (person_as(role) for role in ("case_officer", "forum_member", "forum_member"))
    seat_for(member)
    hearing_of(plan_to_hear(nordland.office, officer), officer)
    plan_meeting(nordland.office, plan_for(), officer)
    title = Meeting.objects.get().title
    for person in (None, without_seat, member, officer):
        page = _words(Client() if person is None else client_of(person))
        assert "Siste dag for behovsmeldinger" in page and "Frist for innspill til «Plan på høring»" in page
        assert (title in page) == (person in (member, officer)), person


def test_the_office_s_feed_has_what_everybody_may_know(nordland: Round, person_as: Callable[..., Person]) -> None:
    officer = person_as("case_officer")
    meeting = plan_meeting(nordland.office, plan_for(), officer)
    answer = Client().get("/nordland/kalender/kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    found = _uids(answer.content)
    assert f"{meeting.uid}@fordel" not in found
    deadlines = [event for event in found.values() if "Siste dag for behovsmeldinger" in event["summary"]]
    assert [event["dtstart"].dt for event in deadlines] == [date(2026, 2, 1)], "a day without a time"
    assert deadlines[0]["dtend"].dt == date(2026, 2, 2), "the first day that is not in it (RFC 5545 § 3.6.1)"


def test_a_deadline_that_is_moved_keeps_its_identity(nordland: Round) -> None:
    before = _uids(Client().get("/nordland/kalender/kalender.ics").content)
    Round.objects.filter(pk=nordland.pk).update(needs_deadline=datetime(2026, 3, 1, tzinfo=OSLO))
    after = _uids(Client().get("/nordland/kalender/kalender.ics").content)
    assert before.keys() == after.keys()
    (moved,) = [uid for uid in before if before[uid]["dtstart"].dt != after[uid]["dtstart"].dt]
    assert after[moved]["dtstart"].dt == date(2026, 2, 28)


def test_an_owner_s_calendar_has_its_own_deadline_and_the_hearings_that_ask_it(
    nordland: Round, hamaroy: Organisation, person_as: Callable[..., Person]
) -> None:
    owner = person_as("owner", organisation=hamaroy)

    def deadlines() -> list[date]:
        found = [each for each in _own_feed(owner).values() if "Siste dag for behovsmeldinger" in each["summary"]]
        return [each["dtstart"].dt for each in found]

    assert deadlines() == [date(2026, 2, 1)]
    until = datetime(2026, 2, 11, tzinfo=OSLO)
    DeadlineExtension.objects.create(round=nordland, owner=hamaroy, until=until, reason="Syk", granted_at=now())
    assert deadlines() == [date(2026, 2, 10)], "its own, and no other"


def test_one_person_with_two_roles_has_one_calendar(
    nordland: Round, hamaroy: Organisation, person_as: Callable[..., Person]
) -> None:
    person = person_as("owner", organisation=hamaroy)
    troms = Office.objects.get(name__contains="Troms")
    before = set(_own_feed(person))
    RoleAssignment.objects.create(person=person, role=Role.CASE_OFFICER, office=nordland.office)
    added = {key: entry for key, entry in _own_feed(person).items() if key not in before}
    assert before <= set(_own_feed(person)), "the same deadlines, each once"
    assert [str(each["summary"]) for each in added.values()] == ["Siste dag for årsrapporten til Udir"]
    meeting = plan_meeting(nordland.office, plan_for(), person_as("case_officer"))
    seat_for(person_as("forum_member"))
    call_meeting(meeting, people_of(meeting), person_as("case_officer"))
    assert f"{meeting.uid}@fordel" not in _own_feed(person), "nobody has called them"
    assert not any(troms.name in str(each.get("description")) for each in _own_feed(person).values())


def test_what_stands_on_the_start_page_stands_in_the_calendar(
    nordland: Round, person_as: Callable[..., Person], client_of: Callable[..., Client]
) -> None:
    officer = person_as("case_officer")
    hearing_of(plan_to_hear(nordland.office, officer), officer)
    meeting = plan_meeting(nordland.office, plan_for(), officer)
    answer = client_of(officer).get(OFFICE, FIRST)
    entries = [entry for month in answer.context["page"].months for entry in month.entries]
    visit = Visit(_actor(answer), round_with_counts(**WHERE))
    for item in (item for calendar in CALENDAR for item in calendar(visit)):
        words = meeting.title if meeting.title in item.what else item.what
        assert [each for each in entries if each.first_day == item.day and words in each.summary], item


def _actor(answer: Any) -> Any:
    return answer.wsgi_request.actor


@pytest.mark.parametrize(
    "query",
    [
        {"maned": "2026-13"},
        {"maned": "0000-00"},
        {"maned": "99999-1"},
        {"maned": "2026"},
        {"maned": "\x00"},
        {"type": "alt"},
        {"vis": "ukjent"},
        {"maned": "2001-01", "vis": "maned"},
    ],
)
def test_an_address_that_means_nothing_shows_a_calendar(nordland: Round, query: dict[str, str]) -> None:
    assert Client().get(OFFICE, query).status_code == 200


def test_a_filter_is_in_the_address_and_stays_when_the_month_changes(
    nordland: Round, client_as: Callable[..., Client]
) -> None:
    page = _words(client_as("case_officer"), type="mote", vis="maned")
    assert "Siste dag for behovsmeldinger" not in page
    assert "maned=2026-02&amp;type=mote&amp;vis=maned" in page and "maned=2025-12&amp;type=mote&amp;vis=maned" in page
    assert "Siste dag for behovsmeldinger" in _words(client_as("case_officer"), type="frist")


def test_a_month_is_whole_weeks_from_monday_with_each_day_once() -> None:
    for number in range(240):
        month = date(2020 + number // 12, number % 12 + 1, 1)
        weeks = calendar_page(Asked(month, is_month=True), []).weeks
        days = [day.day for week in weeks for day in week]
        assert days[0].weekday() == 0 and all(len(week) == 7 for week in weeks)
        assert all(after - before == timedelta(days=1) for before, after in pairwise(days))
        assert {day.day.month for week in weeks for day in week if day.is_in_month} == {month.month}


@pytest.mark.parametrize("rows", [1, 40])
def test_it_costs_the_same_for_one_and_forty_meetings(
    nordland: Round, client_as: Callable[..., Client], person_as: Callable[..., Person], rows: int
) -> None:
    officer = person_as("case_officer")
    for _row in range(rows):
        plan_meeting(nordland.office, plan_for(), officer)
    client = client_as("case_officer")
    client.get(OFFICE)
    for address, queries in ((OFFICE, 11), ("/kalender/", 12)):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address, FIRST).status_code == 200
        assert len(asked) == queries, address


def _last_sunday(month: int) -> date:
    """Of next year's March or October, when the clock changes."""
    last = date(now().year + 1, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


@pytest.mark.parametrize("days", [-1, 0, 1])
@pytest.mark.parametrize("month", [3, 10])
def test_two_readers_understand_the_same_of_an_invitation_over_the_changes_of_the_clock(
    nordland: Round, person_as: Callable[..., Person], month: int, days: int
) -> None:
    officer, member = person_as("case_officer"), person_as("forum_member")
    starts = datetime.combine(_last_sunday(month) + timedelta(days=days), time(10), OSLO)
    written = MeetingPlan("Over klokka", "teams", starts, starts + timedelta(hours=4), "")
    meeting = plan_meeting(nordland.office, written, officer)
    seat_for(member)
    call_meeting(meeting, people_of(meeting), officer)
    later = change_meeting(meeting, replace(written, starts_at=starts + timedelta(hours=1)), officer)
    cancel_meeting(later, "For få kan komme.", officer)
    mails = OutboxMail.objects.filter(recipient=member.email).exclude(calendar="").order_by("pk")
    assert len(mails) == 3
    read = [(read_by_ical_js(mail.calendar), Calendar.from_ical(mail.calendar)) for mail in mails]
    assert [one["method"] for one, _other in read] == [str(other["method"]) for _one, other in read]
    assert [one["method"] for one, _other in read] == ["REQUEST", "REQUEST", "CANCEL"]
    sequences = []
    for one, other in read:
        (event,), (same,) = one["events"], other.walk("VEVENT")
        assert datetime.fromisoformat(event["starts"]) == same["dtstart"].dt
        assert datetime.fromisoformat(event["ends"]) == same["dtend"].dt
        assert event["uid"] == str(same["uid"]) == f"{meeting.uid}@fordel"
        sequences.append(event["sequence"])
    assert sequences == sorted(set(sequences)), "each change has a higher number"
    first, second, last = (datetime.fromisoformat(one["events"][0]["starts"]) for one, _other in read)
    assert first.astimezone(OSLO).hour == 10 and second.astimezone(OSLO).hour == 11
    assert (second - first, last) == (timedelta(hours=1), second)
    assert read[-1][0]["events"][0]["status"] == "CANCELLED"


def test_two_readers_understand_the_same_of_a_feed(nordland: Round, person_as: Callable[..., Person]) -> None:
    officer = person_as("case_officer")
    hearing_of(plan_to_hear(nordland.office, officer), officer)
    content = Client().get("/nordland/kalender/kalender.ics").content
    events = {event["uid"]: event for event in read_by_ical_js(content)["events"]}
    others = _uids(content)
    assert events.keys() == others.keys() and len(events) > 3
    for uid, event in events.items():
        assert event["isDay"] and event["summary"] == str(others[uid]["summary"])
        assert event["starts"] == others[uid]["dtstart"].dt.isoformat()
        assert event["ends"] == others[uid]["dtend"].dt.isoformat()
