"""One person in two roles: what they register for, what is theirs to answer, and what they may do at the door."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from fordel.events.models import Attendance, Event, Participant, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import booking_path
from fordel.events.services.own_place import accept_place, cancel_place
from fordel.parties.models import Office, Organisation, Person, Role, RoleAssignment
from tests.clients import client_of
from tests.events.events import later, published_event, registered

pytestmark = pytest.mark.django_db


def _municipality(number: str) -> Organisation:
    return Organisation.objects.get(municipality__number=number, kind="municipality")


@pytest.fixture
def both(nordland: Any, person_as: Any) -> Person:
    """A case officer who is also the contact of an owner."""
    person: Person = person_as("case_officer")
    RoleAssignment.objects.create(person=person, role=Role.OWNER, organisation=_municipality("1804"))
    return person


@pytest.fixture
def two_hats(nordland: Any, person_as: Any) -> Person:
    """Somebody who acts for an owner and for a university."""
    person: Person = person_as("owner", organisation=_municipality("1804"))
    nord = Organisation.objects.get(name__iexact="Nord universitet")
    RoleAssignment.objects.create(person=person, role=Role.PARTNER, organisation=nord)
    return person


def _act_as(client: Client, person: Person, role: Role) -> None:
    chosen = RoleAssignment.objects.get(person=person, role=role)
    assert client.post(reverse("switch-role"), {"assignment": chosen.pk}).status_code == 302


def _register(client: Client, event: Event, **typed: Any) -> Participant:
    answer = client.post(event_address("register", event), {"takes_part": "on", "agrees": "on", **typed})
    assert answer.status_code == 302, answer.content.decode()
    booking = event.bookings.latest("pk")
    assert client.post(booking_path("send", booking), {"code": ""}).status_code == 302
    return Participant.objects.get(booking=booking)


def _feed(client: Client) -> list[str]:
    """The events of the calendar that the person's program fetches, each by its place."""
    page = client.post(reverse("calendar"), follow=True).content.decode()
    address = page.partition('id="calendar-address">')[2].partition("<")[0]
    found = Calendar.from_ical(Client().get(urlsplit(address).path).content).walk("VEVENT")
    return [str(each["location"]) for each in found if "Workshop II" in str(each["summary"])]


def test_an_officer_who_is_an_owner_too_registers_for_either(both: Person, event: Event) -> None:
    client = client_of(both)
    place = _register(client, event, organisation=_municipality("1804").pk)
    assert place.organisation == _municipality("1804") and place.email == both.email
    cancel_place(place.pk)
    _act_as(client, both, Role.OWNER)
    page = client.get(event_address("register", event)).content.decode()
    assert "Bodø kommune" in page and 'name="organisation"' not in page
    assert _register(client, event).organisation == _municipality("1804")


def test_whoever_acts_for_two_organisations_chooses_one_of_them(two_hats: Person, event: Event) -> None:
    client, nord = client_of(two_hats), Organisation.objects.get(name__iexact="Nord universitet")
    page = client.get(event_address("register", event)).content.decode()
    offered = page.partition('id="organisation"')[2].partition("</select>")[0]
    assert offered.count("<option") == 3 and f'value="{_municipality("1804").pk}" selected' in offered
    assert _register(client, event, organisation=nord.pk).organisation == nord
    others = client.post(
        event_address("register", event),
        {"agrees": "on", "colleagues": "Ann Lie, ann@example.org", "organisation": _municipality("1875").pk},
    )
    assert others.status_code == 302 and event.bookings.latest("pk").organisation is None, "not theirs"


@pytest.mark.parametrize("who", ["both", "two_hats"])
def test_their_calendar_is_one_and_a_place_that_waits_is_on_the_start_page_of_each_organisation(
    request: pytest.FixtureRequest, who: str, series: Series, officer: Person
) -> None:
    person: Person = request.getfixturevalue(who)
    event = published_event(series, officer, capacity=1)
    registered(event, 1)
    client = client_of(person)
    place = _register(client, event)
    assert place.state == "waiting"
    cancel_place(Participant.objects.get(event=event, number=1).pk)
    roles = [each.role for each in RoleAssignment.objects.filter(person=person)]
    for role in roles:
        _act_as(client, person, role)
        start = client.get("/", follow=True).content.decode()
        assert ("Ta imot plassen" in start) is (role != Role.CASE_OFFICER), role
    accept_place(place.pk)
    for role in roles:
        _act_as(client, person, role)
        assert _feed(client) == ["Kulturfabrikken, Sortland"], f"{role}: once, whatever the role"


def test_the_door_is_the_officers_and_they_check_themselves_in(both: Person, event: Event) -> None:
    client = client_of(both)
    place = _register(client, event, organisation=_municipality("1804").pk)
    with later(days=30):
        page = client.get(event_address("door", event))
        assert page.status_code == 200 and "Bodø kommune" in page.content.decode()
        answer = client.post(event_address("door-mark", event), {"in": str(place.number)})
        assert answer.status_code == 302 and Attendance.objects.get().participant == place
        _act_as(client, both, Role.OWNER)
        refused = client.get(event_address("door", event))
        assert refused.status_code == 403
        assert Office.objects.get(slug="nordland").name in refused.content.decode(), "the role that may"
