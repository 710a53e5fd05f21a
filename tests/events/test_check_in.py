"""Check-in at the door: each participant once, however many phones say so, and nothing is lost or done twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from fordel.events.models import Attendance, DoorAct, Event, Participant, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.selectors.tickets import ticket_code, ticket_text
from fordel.events.services.check_in import Act, Door, check_in
from fordel.events.services.own_place import cancel_place
from fordel.events.services.run_event import cancel_event
from fordel.events.tasks import turn
from fordel.parties.models import Organisation, Person
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from tests.clients import client_of
from tests.events.events import later, published_event, registered
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
DAY = {"days": 30}
"""The event is in thirty days."""


@pytest.fixture
def door(event: Event) -> Event:
    """Three are expected; check-in is open within `later(**DAY)`."""
    registered(event, 3)
    return event


@pytest.fixture
def browser(officer: Person) -> Client:
    client: Client = client_of(officer)
    return client


def _of(event: Event, number: int) -> Participant:
    return Participant.objects.select_related("event__office").get(event=event, number=number)


def _act(kind: str = "in", **more: Any) -> dict[str, Any]:
    return {"kind": kind, "key": str(uuid4()), "ago": 0, **more}


class Phone:
    """A phone at the door, without its page."""

    def __init__(self, client: Client, event: Event) -> None:
        self.client, self.event, self.key = client, event, str(uuid4())

    def post(self, message: dict[str, Any]) -> Any:
        address = event_address("door-send", self.event)
        body = json.dumps({"phone": self.key, "version": "", "acts": [], **message})
        return self.client.post(address, body, content_type="application/json", headers={"accept": "application/json"})

    def send(self, *acts: dict[str, Any], **more: Any) -> dict[str, Any]:
        answer = self.post({"acts": list(acts), **more})
        assert answer.status_code == 200, answer.content
        found: dict[str, Any] = answer.json()
        return found

    def one(self, act: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = self.send(act)["answers"][act["key"]]
        return found

    def data(self) -> dict[str, Any]:
        return self.send()


def test_the_list_works_with_plain_buttons(browser: Client, door: Event) -> None:
    address = event_address("door", door)
    with later(**DAY):
        assert "gjest2" in browser.get(address, {"q": "gjest2"}).content.decode()
        assert 'value="1"' not in browser.get(address, {"q": "gjest2"}).content.decode().split("</ul>")[-2]
        for _twice in range(2):
            answer = browser.post(event_address("door-mark", door), {"in": "2"}, follow=True).content.decode()
        assert "var allerede sjekket inn" in answer
        assert Attendance.objects.get().participant.number == 2
        for _twice in range(2):
            browser.post(event_address("door-mark", door), {"back": "2"})
        assert not Attendance.objects.exists()
        for wrong in ({}, {"in": "x"}, {"in": "99"}, {"back": "99"}):
            assert browser.post(event_address("door-mark", door), wrong).status_code == 302
        assert not Attendance.objects.exists()


def test_check_in_begins_a_day_before_and_ends_when_the_event_is_archived(browser: Client, door: Event) -> None:
    mark, phone = event_address("door-mark", door), Phone(browser, door)
    for days, status in ((0, 409), (28, 409), (30, 302), (31, 302), (50, 409)):
        with later(days=days):
            turn(0)
            assert browser.post(mark, {"in": "1"}).status_code == status, days
            assert browser.get(event_address("door", door)).status_code == 200
            assert phone.post({"acts": [_act(number=1)]}).status_code == (200 if status == 302 else 409)


def test_a_cancelled_event_checks_nobody_in(browser: Client, door: Event, officer: Person) -> None:
    cancel_event(door.pk, "Snø", officer)
    with later(**DAY):
        assert browser.post(event_address("door-mark", door), {"in": "1"}).status_code == 409
        assert Phone(browser, door).post({"acts": [_act(number=1)]}).json()["open"] is False


def test_two_phones_at_one_door_count_one_person_once(browser: Client, door: Event) -> None:
    first, second = Phone(browser, door), Phone(browser, door)
    with later(**DAY):
        answer = first.one(_act(number=1))
        assert answer["result"] == "present" and answer["phone"] == 1
        assert second.one(_act(ticket=ticket_text(_of(door, 1)))) == {**answer, "result": "already"}
        assert second.send()["phone"] == 2
        assert second.one(_act("back", number=1))["result"] == "back"
        assert first.one(_act(number=1))["result"] == "present"
    assert Attendance.objects.count() == 1


def test_a_batch_that_is_sent_again_is_answered_the_same_and_done_once(browser: Client, door: Event) -> None:
    phone = Phone(browser, door)
    batch = [_act(number=1), _act("new", name="Uanmeldt Person"), _act("back", number=1), _act(number=2)]
    with later(**DAY):
        first = phone.send(*batch)["answers"]
        assert [first[act["key"]]["result"] for act in batch] == ["present", "present", "back", "present"]
        assert phone.send(*batch, *batch)["answers"] == first
    assert Participant.objects.filter(name="Uanmeldt Person").count() == 1
    assert sorted(each.participant.number for each in Attendance.objects.all()) == [2, 4]
    assert DoorAct.objects.count() == len(batch)


def test_the_server_says_when_however_wrong_the_phone_is(browser: Client, door: Event) -> None:
    phone = Phone(browser, door)
    with later(days=30, hours=-1):
        loaded, before = phone.data()["loaded"], now()
    with later(**DAY):
        for number, ago in ((1, 600), (2, 10**9), (3, -5000)):
            phone.send(_act(number=number, ago=ago, loaded=loaded))
        ages = [(now() - _of(door, number).attendance.at).total_seconds() for number in (1, 2, 3)]
    assert 595 <= ages[0] <= 660
    assert abs((_of(door, 2).attendance.at - before).total_seconds()) < 60, "not before it got the list"
    assert 0 <= ages[2] < 60, "not in the time to come"


def test_an_age_is_worth_nothing_without_a_list(browser: Client, door: Event) -> None:
    other = "999-1.forfalsket"
    with later(**DAY):
        Phone(browser, door).send(_act(number=1, ago=3600, loaded=other))
        assert now() - _of(door, 1).attendance.at < timedelta(minutes=1)


def test_tickets_of_other_events_and_of_nobody_check_nobody_in(
    browser: Client, door: Event, series: Series, officer: Person
) -> None:
    other = published_event(series, officer, place="Bodø")
    registered(other, 1)
    phone = Phone(browser, door)
    with later(**DAY):
        answer = phone.one(_act(ticket=ticket_text(_of(other, 1))))
        assert (answer["result"], answer["place"]) == ("other_event", "Bodø")
        for text in ("FORDEL-1-1-AAAAAAAAAA", "tull", "x" * 5000):
            assert phone.one(_act(ticket=text))["result"] == "unknown"
        copied = ticket_text(_of(door, 1))
        assert [phone.one(_act(ticket=copied))["result"] for _twice in range(2)] == ["present", "already"]
    assert Attendance.objects.count() == 1


def test_a_ticket_of_a_cancelled_place_is_said_to_be_one(browser: Client, door: Event) -> None:
    cancel_place(_of(door, 1).pk)
    with later(**DAY):
        assert Phone(browser, door).one(_act(ticket=ticket_text(_of(door, 1))))["result"] == "cancelled"


def test_the_door_lets_in_who_has_not_registered_also_when_it_is_full(
    browser: Client, series: Series, officer: Person
) -> None:
    event = published_event(series, officer, capacity=1)
    registered(event, 2)
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    address = event_address("door", event)
    with later(**DAY):
        assert browser.post(address, {"new": "1", "name": " "}).status_code == 422
        assert browser.post(address, {"new": "1", "name": "Uli", "email": "x"}).status_code == 422
        typed = {"new": "1", "name": "Uli Anmeldt", "email": "", "organisation": str(owner.pk)}
        assert browser.post(address, typed).status_code == 302
        assert browser.post(event_address("door-mark", event), {"in": "1"}).status_code == 302
        assert "Det er kommet flere" in browser.get(address).content.decode()
        new = Participant.objects.get(name="Uli Anmeldt")
        assert (new.state, new.organisation, new.attendance.is_walk_in) == ("seated", owner, True)
        # whoever has registered with the address is not put on the list twice
        browser.post(address, typed | {"name": "Gjest To", "email": "GJEST2@example.org"})
        assert Attendance.objects.get(participant__email="gjest2@example.org").is_walk_in is False
        browser.post(event_address("door-mark", event), {"back": str(new.number)})
        new.refresh_from_db()
    assert new.state == "cancelled" and Participant.objects.count() == 3


def test_what_a_phone_sent_wrongly_stops_nothing_else(browser: Client, door: Event) -> None:
    phone = Phone(browser, door)
    with later(**DAY):
        wrong = _act("new", name="Kari", email="ingen adresse")
        answers = phone.send(wrong, _act(number=1))["answers"]
        assert answers[wrong["key"]]["result"] == "wrong" and Attendance.objects.count() == 1


@pytest.mark.parametrize(
    "message",
    [
        {"phone": "x"},
        {"phone": None},
        {"acts": "x"},
        {"acts": [1]},
        {"acts": [{"kind": "in"}]},
        {"acts": [_act("tull")]},
        {"acts": [_act(number="1")]},
        {"acts": [_act(number=-1)]},
        {"acts": [_act(number=True)]},
        {"acts": [_act(ago="1")]},
        {"acts": [_act(ticket=["x"])]},
        {"acts": [_act("new", name=1)]},
        {"acts": [_act("new", name="A", organisation="x")]},
        {"acts": [_act(number=1) for _each in range(101)]},
    ],
)
def test_what_no_page_sends_is_refused_whole(browser: Client, door: Event, message: dict[str, Any]) -> None:
    with later(**DAY):
        assert Phone(browser, door).post(message).status_code == 409
    assert not Attendance.objects.exists()


def test_names_leave_the_phones_when_check_in_is_ended_and_what_was_not_sent_is_received(
    browser: Client, door: Event
) -> None:
    phone = Phone(browser, door)
    with later(**DAY):
        assert {row["name"] for row in phone.data()["rows"]} and phone.data()["seconds"] > 0
        version = phone.data()["version"]
        assert "rows" not in phone.send(version=version)
        assert carry_out(browser, event_address("close-door", door)).status_code == 302
        answer = phone.send(_act(number=1))
        assert answer["open"] is False and "rows" not in answer
        page = browser.get(event_address("door", door)).content.decode()
    assert "door-data" not in page and Attendance.objects.count() == 1


def test_names_leave_the_phones_some_hours_after_the_event(browser: Client, door: Event) -> None:
    with later(days=30, hours=30):
        assert Phone(browser, door).send()["open"] is False
        assert "door-data" not in browser.get(event_address("door", door)).content.decode()


def test_the_worker_is_a_script_for_this_page_alone(browser: Client, door: Event) -> None:
    answer = browser.get(event_address("door-worker", door))
    assert answer.headers["Content-Type"] == "text/javascript" and b"fordel-door" in answer.content
    assert event_address("door-worker", door).startswith(event_address("door", door))


def test_a_code_is_typed_in_the_search(browser: Client, door: Event) -> None:
    with later(**DAY):
        page = browser.get(event_address("door", door), {"q": ticket_code(_of(door, 3))}).content.decode()
    assert 'data-number="3"' in page and 'data-number="1"' not in page


@pytest.mark.django_db(transaction=True)
def test_two_phones_at_the_same_instant_count_one_person_once(door: Event, officer: Person) -> None:
    batch = [Act("in", key=uuid4(), number=1), Act("in", key=uuid4(), number=2)]

    def run(acts: list[Act]) -> list[str]:
        try:
            return [answer["result"] for answer in check_in(door.pk, acts, Door(officer, uuid4()))]
        finally:
            connection.close()

    others = [Act("in", key=uuid4(), number=1), Act("in", key=uuid4(), number=2)]
    with later(**DAY), ThreadPoolExecutor(4) as pool:
        results = sorted(map(tuple, pool.map(run, [batch, others, batch, others])))
    assert results == [("already", "already")] * 2 + [("present", "present")] * 2
    assert Attendance.objects.count() == 2


def test_nothing_is_noted_if_the_event_takes_no_check_in(door: Event, officer: Person) -> None:
    with pytest.raises(UserError):
        check_in(door.pk, [Act("in", number=1)], Door(officer))
    assert not Attendance.objects.exists()
