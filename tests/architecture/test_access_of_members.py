"""Members of the forum at every address: those with a seat that runs today, and those who have the role alone."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from fordel.meetings.models import Meeting
from fordel.meetings.services.renew_feed import renew_feed
from tests.forum.seats.test_conflicts import text_of
from tests.support.access_table import MEMBERS, SEATED, SEATLESS
from tests.support.access_walk import answers, fault_of, faults_of_changes, refused
from tests.support.access_world import SECRET, World

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def test_what_each_member_may_see_and_that_the_role_alone_tells_nothing_of_a_meeting(world: World) -> None:
    """The meeting has a case about a report, a paper, a line of minutes, a vote, an action and a scenario on its
    screen; each of them has the word in its title. What tells it to everybody is not about the meeting: a plan that is
    heard has the word in its title too. Nor does a member's list of notifications tell more than the mail that they
    got."""
    public = {name for name, _row, _actor, response in answers(world, ["visitor"]) if SECRET in text_of(response)}
    wrong, told = [], set()
    for name, row, actor, response in answers(world, MEMBERS):
        wrong.append(fault_of(name, row, actor, response))
        if name not in public | {"notifications:list"} and SECRET in text_of(response):
            told.add((name, actor))
    assert not [fault for fault in wrong if fault]
    without_seat = sorted(each for each in told if each[1] not in SEATED)
    assert without_seat == []
    assert {actor for _name, actor in told} == SEATED
    assert not [name for name in public if name.startswith(("meetings:", "calendar"))]
    pages = (
        "meeting",
        "plan",
        "paper",
        "actions",
        "follow",
        "big-screen",
        "follow-screen",
        "agenda-pdf",
        "minutes-pdf",
    )
    for actor in SEATED:
        assert {f"meetings:{page}" for page in pages} | {"calendar"} <= {name for name, who in told if who == actor}


def test_what_each_member_may_change(world: World) -> None:
    assert faults_of_changes(world, MEMBERS) == []


def test_the_secret_address_of_a_calendar_gives_what_the_person_may_read_today(world: World) -> None:
    """Everybody who was called and has an address: asked for without a sign-in, as calendar programs do."""
    uid = str(Meeting.objects.get().uid)
    for role in sorted(MEMBERS | {"case_officer", "other_forum_member", "other_case_officer", "owner"}):
        response = Client().get(reverse("calendar-feed", kwargs={"token": renew_feed(world.people[role])}))
        assert response.status_code == 200, role
        found = [str(event["uid"]) for event in Calendar.from_ical(response.content).walk("VEVENT")]
        events = [each for each in found if each == f"{uid}@fordel"]
        assert events == ([f"{uid}@fordel"] if role in SEATED | {"case_officer"} else []), role
        assert (SECRET in response.content.decode()) == bool(events), role


@pytest.mark.parametrize("actor", sorted(SEATLESS))
def test_no_page_of_a_member_without_a_seat_leads_to_one_that_is_refused(world: World, actor: str) -> None:
    client = world.clients[actor]
    for name in ("start", "insight:status", "calendar", "my-page"):
        page = client.get(world.url(name)).content.decode()
        for address in set(re.findall(r'href="(/[^"#?]*)', page)):
            if not address.startswith(("/static/", "/logg-inn/")):
                answer = client.get(address)
                assert not refused(answer), f"{name}: {address}"
                text_of(answer)
