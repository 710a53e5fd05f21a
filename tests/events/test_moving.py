"""An event moves to another day or town: everybody registered answers again, or leaves, and nobody is asked twice."""

from __future__ import annotations

import json
import re
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from fordel.core.events.moved import must_answer_again, remind_at
from fordel.events.forms import event_values
from fordel.events.models import Event, Participant, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.services.own_place import accept_place, cancel_place
from fordel.events.services.plan_event import change_event
from fordel.events.services.register import confirm_booking
from fordel.events.tasks import turn
from fordel.parties.models import Organisation, Person
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import OSLO, now, today
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.events.events import booking_for, event_facts, later, place_of, published_event, registered, states_of
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
NEW_DAY = 40
LAST = 20
"""The event moves from the 30th to the 40th day, and people have until the 20th to answer."""


def _moved(event: Event, officer: Person, **more: Any) -> Event:
    day = today() + timedelta(days=NEW_DAY)
    facts = {"day": day, "place": "Svolvær", "confirm_last_day": today() + timedelta(days=LAST), "capacity": 2}
    change_event(event.pk, event_facts(**(facts | more)), officer)
    event.refresh_from_db()
    OutboxMail.objects.exclude(subject__startswith="Flyttet").delete()
    return event


def _subjects(number: int) -> list[str]:
    rows = OutboxMail.objects.filter(recipient=f"gjest{number}@example.org").order_by("pk")
    return [re.split("[:?]", each.subject)[0] for each in rows]


@given(st.dates(), st.dates(), st.text(), st.text())
def test_only_another_day_or_town_makes_people_answer_again(day: date, other: date, town: str, else_where: str) -> None:
    assert must_answer_again(day, town, other, town) is (day != other)
    assert not must_answer_again(day, town, day, f"  {town} ")
    assert must_answer_again(day, town, day, else_where) is must_answer_again(day, else_where, day, town)


@given(st.datetimes(), st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=300)))
def test_the_reminder_is_between_the_question_and_the_last_instant(asked: Any, time_left: timedelta) -> None:
    if asked.year > 9000:
        asked = asked.replace(year=9000)
    assert asked <= remind_at(asked, asked + time_left) <= asked + time_left


def test_a_new_hour_or_building_asks_nobody(full: Event, officer: Person) -> None:
    change_event(full.pk, event_facts(starts=time(11), venue="Rådhuset", place="sortland ", capacity=2), officer)
    full.refresh_from_db()
    assert full.moved_at is None and not Participant.objects.filter(confirm_by__isnull=False).exists()
    assert [_subjects(number)[-1] for number in (1, 3)] == ["Endret", "Du står på ventelisten"]


def test_another_day_needs_a_last_day_to_answer_that_is_in_time(full: Event, officer: Person) -> None:
    browser = client_of(officer)
    day = today() + timedelta(days=NEW_DAY)
    values = {name: value for name, value in event_values(full).items() if value is not None and value is not False}
    typed = values | {"day": day, "starts": "10.00", "ends": "15.00"}
    for wrong in ("", today() - timedelta(days=1), day):
        answer = browser.post(event_address("edit", full), typed | {"confirm_last_day": wrong})
        page = answer.content.decode()
        assert answer.status_code == 422 and 'href="#confirm_last_day"' in page and day.isoformat() in page
    full.refresh_from_db()
    assert full.moved_at is None
    answer = browser.post(event_address("edit", full), typed | {"confirm_last_day": day - timedelta(days=1)})
    assert answer.status_code == 302
    full.refresh_from_db()
    assert full.moved_at is not None and full.state == "published"


def test_an_event_that_nobody_has_registered_for_is_just_changed(event: Event, officer: Person) -> None:
    change_event(event.pk, event_facts(day=today() + timedelta(days=NEW_DAY), place="Bodø"), officer)
    event.refresh_from_db()
    assert (event.place, event.moved_at) == ("Bodø", None)


def test_each_gets_the_old_and_the_new_day_one_link_and_the_calendar(full: Event, officer: Person) -> None:
    old = full.starts_at.astimezone(OSLO)
    _moved(full, officer)
    for number in range(1, 5):
        mail = OutboxMail.objects.get(recipient=f"gjest{number}@example.org")
        own = place_page_path("place", place_of(full, number))
        assert mail.body.count("http") == mail.body.count(own) == 1
        assert "Sortland" in mail.body and "Svolvær" in mail.body and f"{old.day}.\xa0" in mail.body
        page = Client().get(own).content.decode()
        assert page.index("Arrangementet er flyttet") < page.index("Ja, jeg kommer fortsatt")
    entry = Calendar.from_ical(OutboxMail.objects.get(recipient="gjest1@example.org").calendar).walk("VEVENT")[0]
    assert (int(entry["sequence"]), entry["dtstart"].dt) == (1, full.starts_at)
    assert not OutboxMail.objects.get(recipient="gjest4@example.org").calendar


def test_everybody_reads_where_it_was_to_be_held(full: Event, officer: Person) -> None:
    _moved(full, officer)
    page = Client().get(event_address("event", full)).content.decode()
    assert "Arrangementet er flyttet" in page and "Sortland" in page
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None and json.loads(found[1])["eventStatus"].endswith("EventRescheduled")


def test_who_confirms_keeps_the_place_and_who_does_not_leaves_it_to_the_next(full: Event, officer: Person) -> None:
    _moved(full, officer)
    for _twice in range(2):
        assert Client().post(place_page_path("confirm-place", place_of(full, 1))).status_code == 302
    assert Client().post(place_page_path("confirm-place", place_of(full, 3))).status_code == 302
    page = client_of(officer).get(event_address("work", full)).content.decode()
    assert page.count("har ikke bekreftet den nye dagen") == 2
    carry_out(Client(), place_page_path("cancel-place", place_of(full, 2)))
    assert states_of(full) == ["seated", "cancelled", "offered", "waiting"]
    accept_place(place_of(full, 3).pk)
    with later(days=LAST - 1, hours=12):
        for _twice in range(2):
            turn(0)
        assert _subjects(4) == ["Flyttet", "Kommer du fortsatt"] and _subjects(1) == ["Flyttet"]
    with later(days=LAST + 1):
        assert Client().post(place_page_path("confirm-place", place_of(full, 4))).status_code == 409
        with pytest.raises(UserError):
            cancel_place(place_of(full, 2).pk)
        for _twice in range(2):
            turn(0)
        assert states_of(full) == ["seated", "cancelled", "seated", "lapsed"]
        assert _subjects(4) == ["Flyttet", "Kommer du fortsatt", "Du bekreftet ikke"]
    assert first_broken_entry() is None


def test_places_that_nobody_confirmed_are_offered_on(full: Event, officer: Person) -> None:
    _moved(full, officer)
    Client().post(place_page_path("confirm-place", place_of(full, 4)))
    with later(days=LAST + 1):
        turn(0)
        assert states_of(full) == ["lapsed", "lapsed", "lapsed", "offered"]
        mail = OutboxMail.objects.filter(recipient="gjest1@example.org").latest("pk")
        assert "METHOD:CANCEL" in mail.calendar
        assert not OutboxMail.objects.filter(recipient="gjest3@example.org").latest("pk").calendar


def test_an_offered_place_is_accepted_for_the_new_day(full: Event, officer: Person) -> None:
    cancel_place(place_of(full, 1).pk)
    _moved(full, officer)
    body = OutboxMail.objects.get(recipient="gjest3@example.org").body
    assert "Svolvær" in body and place_of(full, 3).confirm_by is None
    accept_place(place_of(full, 3).pk)
    assert states_of(full) == ["cancelled", "seated", "seated", "waiting"]


def test_moved_twice_asks_everybody_once_more(full: Event, officer: Person) -> None:
    _moved(full, officer)
    Client().post(place_page_path("confirm-place", place_of(full, 1)))
    _moved(full, officer, day=today() + timedelta(days=NEW_DAY + 1))
    assert _subjects(1) == ["Flyttet", "Flyttet"] and place_of(full, 1).confirm_by is not None
    assert place_of(full, 1).confirmed_at is None


def test_those_who_have_a_place_are_reminded_once_on_the_day_that_the_office_chose(
    series: Series, officer: Person
) -> None:
    event = published_event(series, officer, capacity=2, remind_days=3)
    registered(event, 3)
    OutboxMail.objects.all().delete()
    for days in (26, 28, 28):
        with later(days=days):
            turn(0)
    assert [_subjects(number) for number in (1, 2, 3)] == [["Snart"], ["Snart"], []]
    none = published_event(series, officer, remind_days=0)
    registered(none, 1)
    with later(days=29):
        turn(0)
    none.refresh_from_db()
    assert none.reminded_at is None and now() < none.starts_at


def test_whoever_has_not_answered_finds_it_on_their_own_start_page(
    event: Event, officer: Person, client_as: Any
) -> None:
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    client = client_as("owner", organisation=owner)
    person = Person.objects.latest("pk")
    confirm_booking(booking_for(event, person.email), "", now())
    assert "Svar på om du fortsatt kommer" not in client.get("/").content.decode()
    _moved(event, officer)
    page = client.get("/").content.decode()
    assert "Svar på om du fortsatt kommer" in page and place_page_path("place", place_of(event, 1)) in page
    client.post(place_page_path("confirm-place", place_of(event, 1)))
    assert "Svar på om du fortsatt kommer" not in client.get("/").content.decode()
