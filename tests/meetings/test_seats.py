"""Whose seat counts on which day: reading asks for one that runs today, calls and votes for one of the meeting's day.

What every page answers to members with and without a seat is in tests/architecture/test_access_of_members.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from fordel.forum.models import Ballot, ConflictOfInterest, ForumMember, Vote
from fordel.forum.seats.selectors.report_subject import subject_of_report
from fordel.forum.seats.services.keep_seat import SeatInput, change_seat, end_seat
from fordel.forum.voting.services.open_vote import VoteInput, open_vote
from fordel.meetings.models import Attendance, Meeting
from fordel.meetings.plugs.hooks import Called, people_of
from fordel.meetings.selectors.meetings import calendar_of
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.keep_papers import add_paper
from fordel.meetings.services.lead_meeting import end_meeting, note_arrival, open_item, show_on_screen, start_meeting
from fordel.meetings.services.minutes import send_draft
from fordel.meetings.services.plan_meeting import (
    MeetingPlan,
    call_meeting,
    cancel_meeting,
    change_meeting,
    plan_meeting,
)
from fordel.meetings.services.renew_feed import renew_feed
from fordel.parties.models import Person, RoleAssignment
from fordel.parties.plugs.calendar import OwnLook
from fordel.parties.selectors.actors import actors_of
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO, now
from fordel.shared.models import OutboxMail
from tests.forum.seats.test_conflicts import text_of
from tests.meetings.conftest import start
from tests.reports.drafting.conftest import set_time
from tests.support.addresses import address_of
from tests.support.seats import seat_for
from tests.support.where import HOME

__all__ = ["set_time"]
pytestmark = pytest.mark.django_db
ClientOf = Callable[[Person], Client]
SetTime = Callable[[datetime], None]
HERE = "/nordland/moter/"
FIRST, LAST = date(2026, 3, 12), date(2026, 4, 20)
READ = ("", "saksliste.pdf", "referat.pdf", "innkalling.ics", "folg/", "storskjerm/", "storskjerm/folg/")


def _calendar_of(person: Person) -> list[Meeting]:
    return calendar_of(OwnLook(person, actors_of(person), now() - timedelta(days=366)))


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """The hour of the day in Norway."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=OSLO)


def plan_on(day: date, hour: int = 10, **fields: Any) -> MeetingPlan:
    starts_at = at(day, hour)
    values = {"title": "Samarbeidsforum", "kind": "teams", "starts_at": starts_at}
    return MeetingPlan(**(values | {"ends_at": starts_at + timedelta(hours=2)} | fields))


@pytest.fixture
def holder(person_as: Callable[..., Any]) -> Person:
    """A member whose seat runs from FIRST to LAST, both days included."""
    person: Person = person_as("forum_member")
    seat = seat_for(person, label="KS")
    ForumMember.objects.filter(pk=seat.pk).update(starts_on=FIRST, ends_on=LAST)
    return person


@pytest.fixture
def steady(person_as: Callable[..., Any]) -> Person:
    """A member whose seat runs all the time."""
    person: Person = person_as("forum_member")
    ForumMember.objects.filter(pk=seat_for(person, label="PBL").pk).update(starts_on=date(2026, 1, 1))
    return person


def ending(person: Person, last: date) -> None:
    ForumMember.objects.filter(person=person).update(ends_on=last)


def recipients(**wanted: Any) -> set[str]:
    return set(OutboxMail.objects.filter(**wanted).values_list("recipient", flat=True))


@pytest.mark.parametrize(
    ("instant", "reads"),
    [
        (at(FIRST - timedelta(days=1), 23, 59), False),
        (at(FIRST, 0, 1), True),  # the day before in UTC
        (at(LAST, 23, 59), True),
        (at(LAST + timedelta(days=1), 0, 1), False),  # the last day in UTC
    ],
)
def test_a_member_reads_from_the_first_day_of_the_seat_to_the_last_in_norway(
    nordland: Any,
    officer: Person,
    holder: Person,
    set_time: SetTime,
    client_of: ClientOf,
    instant: datetime,
    reads: bool,
) -> None:
    set_time(at(date(2026, 3, 1)))
    meeting = plan_meeting(nordland.office, plan_on(date(2026, 4, 1)), officer)
    set_time(instant)
    client = client_of(holder)
    for path in (HERE, f"{HERE}oppgaver/", f"{HERE}{meeting.pk}/", f"{HERE}{meeting.pk}/folg/"):
        assert client.get(path).status_code == (200 if reads else 403), path
    assert client.get(f"{HOME}behovsmeldinger/").status_code == (200 if reads else 403)


@pytest.mark.parametrize(
    ("day", "is_called"),
    [
        (FIRST - timedelta(days=1), False),
        (FIRST, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ],
)
@pytest.mark.parametrize("hour", [0, 10, 23])
def test_who_has_a_seat_on_the_day_of_the_meeting_is_called(
    nordland: Any,
    officer: Person,
    holder: Person,
    steady: Person,
    set_time: SetTime,
    client_of: ClientOf,
    day: date,
    is_called: bool,
    hour: int,
) -> None:
    """On whatever day the call is sent."""
    set_time(at(date(2026, 2, 1)))
    meeting = plan_meeting(nordland.office, plan_on(day, hour), officer)
    client_of(officer).post(f"{HERE}{meeting.pk}/innkall/")
    assert recipients() == {officer.email, steady.email} | ({holder.email} if is_called else set())
    to_be_set = plan_meeting(nordland.office, plan_on(day, kind="to_be_set", starts_at=None, ends_at=None), officer)
    assert {each.person for each in people_of(to_be_set)} == {steady}  # without a day it is today that counts


def test_a_meeting_that_is_moved_past_a_seat_calls_off_its_member(
    nordland: Any, officer: Person, holder: Person, steady: Person, set_time: SetTime
) -> None:
    set_time(at(FIRST))
    meeting = plan_meeting(nordland.office, plan_on(LAST), officer)
    call_meeting(meeting, people_of(meeting), officer)
    OutboxMail.objects.all().delete()
    changed = change_meeting(meeting, plan_on(LAST + timedelta(days=1)), officer)
    assert recipients(calendar__contains="METHOD:REQUEST") == {steady.email}
    assert recipients(calendar__contains="METHOD:CANCEL") == {holder.email}
    mail = OutboxMail.objects.get(recipient=holder.email)
    assert "ikke lenger kalt inn" in mail.body and "avlyst" not in mail.body
    assert list(changed.attendances.values_list("person", flat=True)) == [steady.pk]


def test_a_cancellation_reaches_everybody_who_was_invited(
    nordland: Any, officer: Person, holder: Person, steady: Person, set_time: SetTime
) -> None:
    set_time(at(FIRST))
    meeting = plan_meeting(nordland.office, plan_on(LAST), officer)
    call_meeting(meeting, people_of(meeting), officer)
    ending(holder, FIRST)
    set_time(at(LAST - timedelta(days=1)))
    OutboxMail.objects.all().delete()
    cancel_meeting(meeting, "", officer)
    assert recipients(calendar__contains="METHOD:CANCEL") == {holder.email, steady.email}


def test_the_draft_goes_to_the_seats_of_the_meetings_day(
    nordland: Any, officer: Person, holder: Person, steady: Person, set_time: SetTime
) -> None:
    """Also to a member whose seat has ended since; not to one who had left before."""
    set_time(at(FIRST))
    meeting = plan_meeting(nordland.office, plan_on(LAST), officer)
    call_meeting(meeting, people_of(meeting), officer)
    ending(steady, LAST - timedelta(days=1))
    set_time(at(LAST, 10))
    start_meeting(meeting, officer)
    end_meeting(meeting, officer)
    set_time(at(LAST + timedelta(days=3)))
    OutboxMail.objects.all().delete()
    assert send_draft(meeting, officer) == 1
    assert recipients() == {holder.email}


@pytest.fixture
def voting(nordland: Any, officer: Person, holder: Person, steady: Person, set_time: SetTime) -> Iterator[Vote]:
    """On the last day of the holder's seat a vote is open, and both members are there."""
    set_time(at(FIRST))
    meeting = plan_meeting(nordland.office, plan_on(LAST), officer)
    item = add_item(meeting, Case("Skal vi holde igjen midler?"), officer)
    call_meeting(meeting, people_of(meeting), officer)
    set_time(at(LAST, 10))
    start_meeting(meeting, officer)
    note_arrival(meeting, [holder.pk, steady.pk], officer)
    open_item(item, officer)
    yield open_vote(meeting, nordland, VoteInput("Enige?", texts=("Ja", "Nei")), officer)


def _cast(vote: Vote, client: Client) -> Any:
    address = address_of("forum_work:cast", meeting_id=vote.meeting_id, vote_id=vote.pk)
    return client.post(address, {"option": "text:1"})


def test_a_member_votes_on_the_last_day_of_the_seat(voting: Vote, holder: Person, client_of: ClientOf) -> None:
    client = client_of(holder)
    assert 'name="option"' in text_of(client.get(f"{HERE}{voting.meeting_id}/"))
    assert _cast(voting, client).status_code == 302
    assert Ballot.objects.get(vote=voting).cast_by == holder


def test_a_seat_that_ended_the_day_before_has_no_vote_and_reads_nothing(
    voting: Vote, holder: Person, client_of: ClientOf
) -> None:
    ending(holder, LAST - timedelta(days=1))
    client = client_of(holder)
    assert client.get(f"{HERE}{voting.meeting_id}/").status_code == 403
    refused = _cast(voting, client)
    assert refused.status_code == 403
    assert "Plassen din i forumet gikk ut 19.\xa0april 2026." in text_of(refused)
    assert not Ballot.objects.exists()


def test_a_seat_that_begins_after_the_day_of_the_meeting_has_no_vote(
    voting: Vote, steady: Person, set_time: SetTime, client_of: ClientOf
) -> None:
    """The meeting runs past midnight: the seats are those of its day."""
    ForumMember.objects.filter(person=steady).update(starts_on=LAST + timedelta(days=1))
    set_time(at(LAST + timedelta(days=1), 0, 10))
    refused = _cast(voting, client_of(steady))
    assert refused.status_code == 409
    assert "Du har ingen plass i forumet den dagen møtet er." in text_of(refused)


@pytest.mark.parametrize("path", ["folg/", "storskjerm/folg/"])
def test_a_page_that_follows_is_refused_when_the_seat_has_ended_whatever_it_has_already(
    voting: Vote, holder: Person, steady: Person, set_time: SetTime, client_of: ClientOf, path: str
) -> None:
    url, gone, stays = f"{HERE}{voting.meeting_id}/{path}", client_of(holder), client_of(steady)
    seen = {"if-none-match": gone.get(url).headers["ETag"], "accept": "application/json"}
    others = {"if-none-match": stays.get(url).headers["ETag"]}
    assert gone.get(url, headers=seen).status_code == 304
    set_time(at(LAST + timedelta(days=1), 0, 1))
    answer = gone.get(url, headers=seen)
    assert (answer.status_code, set(answer.json())) == (403, {"refused"})
    assert stays.get(url, headers=others).status_code == 200  # the day is new: seats and conflicts may be others


def test_what_a_conflicted_member_did_not_read_stays_closed_when_the_seat_ends(
    imported: Any, officer: Person, person_as: Callable[..., Any], client_of: ClientOf
) -> None:
    """Papers and cases about the report, and the sums on Start and Status that would tell what it asks for."""
    report = NeedsReport.objects.get(round=imported, number=41)
    person = person_as("forum_member")
    seat = seat_for(person)
    ConflictOfInterest.objects.create(
        member=seat, report=report, state="suggested", cause="owner", noted_at=at(date(2026, 1, 1))
    )
    meeting = plan_meeting(imported.office, plan_on(date(2099, 3, 12)), officer)
    item = add_item(meeting, Case("Hemmelig sak", subject=subject_of_report(report.pk)), officer)
    paper = add_paper(meeting, "a.txt", b"Hemmelig", officer, item=item)
    call_meeting(meeting, [Called(person)], officer)
    start(meeting, officer)
    show_on_screen(meeting, {"heading": "Hemmelig", "subject": item.subject}, officer)
    client, page = client_of(person), f"{HERE}{meeting.pk}/"
    whole = "24 605 520"
    for path in (page, HOME, f"{HOME}status/"):
        seen = text_of(client.get(path)).replace("\xa0", " ")
        assert "Hemmelig" not in seen and whole not in seen, path
    seat_for(person_as("forum_member"))  # the forum has others: nobody is called by the role alone
    ForumMember.objects.filter(pk=seat.pk).update(ends_on=date(2026, 1, 1), starts_on=date(2025, 1, 1))
    for path in (HERE, f"{HERE}oppgaver/", f"{page}papirer/{paper.pk}/", *(f"{page}{each}" for each in READ)):
        assert client.get(path).status_code == 403, path
    for path in (HOME, f"{HOME}status/"):
        seen = text_of(client.get(path)).replace("\xa0", " ")
        assert "Hemmelig" not in seen and whole not in seen, path


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ((-30, -1), "Plassen din i forumet gikk ut"),
        ((1, None), "Plassen din i forumet begynner"),
        (None, "Du har ingen plass i forumet."),
    ],
)
def test_start_says_why_nothing_is_open_and_what_to_do(
    nordland: Any,
    person_as: Callable[..., Any],
    client_of: ClientOf,
    days: tuple[int, int | None] | None,
    words: str,
) -> None:
    person = person_as("forum_member")
    if days:
        seat_for(person, begins=days[0], ends=days[1])
    page = text_of(client_of(person).get(HOME))
    assert words in page and "Ta kontakt med statsforvalteren" in page
    refused = text_of(client_of(person).get(HERE))
    assert words in refused
    for closed in ("moter", "behovsmeldinger", "fordeling", "forum", "innstilling"):
        assert f"{HOME}{closed}/" not in page


def test_a_seat_that_gets_another_member_is_theirs_from_then_on(
    called: Meeting, officer: Person, member: Person, client_of: ClientOf
) -> None:
    seat = ForumMember.objects.get(person=member)
    written = SeatInput(seat.group.code, seat.label, "Ny", "ny@example.org", "", "", 0, seat.starts_on, None)
    change_seat(seat.pk, written, officer)
    new, page = Person.objects.get(email="ny@example.org"), f"{HERE}{called.pk}/"
    assert client_of(member).get(page).status_code == 403
    assert client_of(new).get(page).status_code == 200
    assert _calendar_of(member) == []
    assert {each.person for each in people_of(called)} == {new}


def test_an_observer_and_a_deputy_read_like_others(
    called: Meeting, member: Person, person_as: Callable[..., Any], client_of: ClientOf
) -> None:
    observer, deputy = person_as("forum_member"), person_as("forum_member")
    seat_for(observer, group="observer")
    ForumMember.objects.filter(person=member).update(deputy=deputy)
    for person in (observer, deputy):
        assert client_of(person).get(f"{HERE}{called.pk}/").status_code == 200


def test_a_seat_elsewhere_opens_nothing_here(
    called: Meeting, member: Person, person_as: Callable[..., Any], client_of: ClientOf
) -> None:
    person = person_as("forum_member")
    seat_for(person, office="trondelag")
    assert client_of(person).get(f"{HERE}{called.pk}/").status_code == 403


def test_whoever_may_not_read_answers_no_call_and_gets_no_page_for_an_error(
    called: Meeting, member: Person, client_of: ClientOf
) -> None:
    client, page = client_of(member), f"{HERE}{called.pk}/"
    assert client.post(f"{page}svar/", {"reply": "yes"}).status_code == 302
    ForumMember.objects.filter(person=member).update(starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1))
    for path in ("svar/", "datoer/svar/"):
        refused = client.post(f"{page}{path}", {"reply": "kanskje"})
        assert refused.status_code == 403
        assert "Innkalling og habilitet" not in text_of(refused)
    assert Attendance.objects.get(meeting=called, person=member).reply == "yes"


def _events(person: Person) -> list[str]:
    response = Client().get(reverse("calendar-feed", kwargs={"token": renew_feed(person)}))
    assert (response.status_code, response.headers["Cache-Control"]) == (200, "private, no-cache")
    events = Calendar.from_ical(response.content).walk("VEVENT")
    return [str(event["summary"]) for event in events if "organizer" in event]  # deadlines have none


def test_the_calendar_is_emptied_when_the_seat_or_the_role_is_gone(
    called: Meeting, officer: Person, member: Person
) -> None:
    assert len(_events(member)) == 1
    seat = ForumMember.objects.get(person=member)
    ForumMember.objects.filter(pk=seat.pk).update(starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1))
    assert _events(member) == []
    ForumMember.objects.filter(pk=seat.pk).update(ends_on=None)
    assert len(_events(member)) == 1
    end_seat(seat.pk, officer)  # takes the role, though the day itself is still the seat's
    assert _events(member) == []
    assert len(_events(officer)) == 1
    RoleAssignment.objects.filter(person=officer).delete()
    assert _events(officer) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_a_calendar_costs_the_same_for_one_and_three(
    nordland: Any, officer: Person, member: Person, django_assert_num_queries: Any, rows: int
) -> None:
    for number in range(rows):
        meeting = plan_meeting(nordland.office, plan_on(date(2099, 1, 1 + number)), officer)
        call_meeting(meeting, people_of(meeting), officer)
    with django_assert_num_queries(3):
        assert len(_calendar_of(member)) == rows


def test_a_seat_that_has_not_begun_never_runs_when_it_is_ended(
    nordland: Any, officer: Person, person_as: Callable[..., Any]
) -> None:
    """And its end takes the role only from those with no other seat, now or later."""
    person = person_as("forum_member")
    first, second = seat_for(person, begins=1, ends=5), seat_for(person, begins=9)
    plan = plan_on(date(2099, 1, 1), kind="to_be_set", starts_at=None, ends_at=None)
    meeting = plan_meeting(nordland.office, plan, officer)
    roles = RoleAssignment.objects.filter(person=person, role="forum_member")
    end_seat(first.pk, officer)
    assert people_of(meeting) == []
    assert roles.exists()
    end_seat(second.pk, officer)
    assert not roles.exists()
