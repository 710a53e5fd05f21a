"""Registering oneself and colleagues, with and without an account: once each, in time, and notified by mail."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from fordel.events.models import Booking, Event, Participant, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import booking_path, place_page_path
from fordel.events.services.kept_places import keep_places
from fordel.events.services.own_place import tell_needs
from fordel.events.services.plan_event import change_event
from fordel.events.services.register import confirm_booking
from fordel.events.services.run_event import cancel_event, close_event
from fordel.events.tasks import turn
from fordel.notices.models import CodeSent
from fordel.notices.services import codes
from fordel.parties.models import Organisation, Person
from fordel.parties.selectors.own_data import own_data
from fordel.parties.services.erase_person import erase_person
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now, today
from fordel.shared.errors import UserError
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.events.events import booking_for, event_facts, later, published_event, registered
from tests.hearing.hearings import code_to
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
KARI = {"name": "Kari Nordmann", "email": "kari@example.org", "takes_part": "on", "agrees": "on"}
LINK = "https://teams.example/hemmelig"


def _begin(event: Event, client: Client | None = None, **more: str) -> tuple[Client, Booking]:
    browser = client or Client()
    answer = browser.post(event_address("register", event), {**KARI, **more})
    assert answer.status_code == 302, answer.content.decode()
    booking = Booking.objects.latest("pk")
    assert answer.headers["Location"] == booking_path("booking", booking)
    return browser, booking


def _send(client: Client, booking: Booking, code: str = "") -> Any:
    return client.post(booking_path("send", booking), {"code": code})


def _mail(address: str) -> OutboxMail:
    return OutboxMail.objects.filter(recipient=address).latest("pk")


def test_anybody_registers_with_a_code_and_gets_a_confirmation_for_the_calendar(
    series: Series, officer: Person
) -> None:
    event = published_event(series, officer, place="Teams", venue="", link=LINK)
    client, booking = _begin(event)
    page = client.get(booking_path("booking", booking)).content.decode()
    assert "ikke sendt" in page and "plass til alle" in page and not Participant.objects.exists()
    code = code_to(KARI["email"])
    assert _send(client, booking, "000000" if code != "000000" else "111111").status_code == 422
    assert {_send(client, booking, code).status_code for _twice in range(2)} == {302}
    participant = Participant.objects.get()
    assert (participant.state, participant.number) == ("seated", 1)
    assert "Har plass" in client.get(booking_path("booking", booking)).content.decode()
    mail = _mail(KARI["email"])
    assert place_page_path("place", participant) in mail.body and LINK in mail.body
    entry = Calendar.from_ical(mail.calendar).walk("VEVENT")[0]
    assert str(entry["uid"]) == f"{event.uid}@fordel" and LINK in str(entry["description"])
    own = Client().get(place_page_path("place", participant)).content.decode()
    assert LINK in own and "Kari Nordmann" in own


def test_a_signed_in_owner_registers_colleagues_who_each_get_a_mail(event: Event, client_as: Any) -> None:
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    client = client_as("owner", organisation=owner)
    page = client.get(event_address("register", event)).content.decode()
    assert owner.name in page and 'name="email"' not in page
    names = "Ola Berg, ola@example.org\nAnn Lie ann@example.org\nOla igjen; OLA@example.org\nUli\tx@example.org"
    client, booking = _begin(event, client, colleagues=names, takes_part="")
    assert not CodeSent.objects.exists()
    assert _send(client, booking).status_code == 302
    found = [(each.name, each.email, each.organisation) for each in Participant.objects.all()]
    assert found[:2] == [("Ola Berg", "ola@example.org", owner), ("Ann Lie", "ann@example.org", owner)]
    assert OutboxMail.objects.filter(subject__startswith="Du har plass").count() == len(found) == 3


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", {"name": " "}),
        ("email", {"email": "kari"}),
        ("email", {"email": "a@b.no\r\nBcc: c@d.no"}),
        ("agrees", {"agrees": ""}),
        ("colleagues", {"takes_part": ""}),
        ("colleagues", {"colleagues": "\n".join(f"Navn {n}, n{n}@example.org" for n in range(200))}),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(event: Event, field: str, typed: dict[str, str]) -> None:
    answer = Client().post(event_address("register", event), KARI | typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{field}"' in page
    assert not Booking.objects.exists() and not OutboxMail.objects.exists()


def test_forty_colleagues_with_two_wrong_addresses_are_all_still_there(event: Event) -> None:
    lines = [f"Navn {number}, navn{number}@example.org" for number in range(40)]
    lines[7], lines[31] = "Navn uten adresse", "Navn 31, navn31@example"
    answer = Client().post(event_address("register", event), KARI | {"colleagues": "\n".join(lines)})
    page = answer.content.decode()
    assert answer.status_code == 422 and "2 linjer" in page
    assert all(line in page for line in lines), "nothing that was pasted is lost"
    assert not Booking.objects.exists()


def test_a_group_that_fits_in_part_is_told_before_and_split_in_its_own_order(event: Event, officer: Person) -> None:
    registered(event, 8)
    names = "\n".join(f"Navn {number}, navn{number}@example.org" for number in range(4))
    client, booking = _begin(event, client_of(officer), colleagues=names, takes_part="")
    page = client.get(booking_path("booking", booking)).content.decode()
    assert "De første 2 får plass, og 2 kommer på ventelisten" in page
    _send(client, booking)
    states = dict(Participant.objects.filter(booking=booking).values_list("email", "state"))
    assert [states[f"navn{number}@example.org"] for number in range(4)] == ["seated", "seated", "waiting", "waiting"]
    assert "Du står på ventelisten" in _mail("navn3@example.org").subject


def test_registering_twice_adds_nothing_and_says_so(event: Event, officer: Person) -> None:
    client = client_of(officer)
    client, first = _begin(event, client)
    _send(client, first)
    client, again = _begin(event, client)
    answer = _send(client, again)
    assert answer.status_code == 409 and "påmeldt fra før" in answer.content.decode()
    client, more = _begin(event, client, colleagues="Ola, ola@example.org")
    _send(client, more)
    assert Participant.objects.count() == 2


def test_nobody_registers_before_it_opens_after_it_closes_or_when_it_is_cancelled(
    series: Series, event: Event, officer: Person
) -> None:
    client, booking = _begin(event)
    code = code_to(KARI["email"])
    close_event(event.pk, officer)
    assert _send(client, booking, code).status_code == 409
    assert Client().post(event_address("register", event), KARI).status_code == 409
    soon = published_event(series, officer, opens_on=today() + timedelta(days=2))
    assert Client().post(event_address("register", soon), KARI).status_code == 409
    assert "Meld deg på</a>" not in Client().get(event_address("event", soon)).content.decode()
    gone = published_event(series, officer)
    cancel_event(gone.pk, "Snø", officer)
    assert Client().post(event_address("register", gone), KARI).status_code == 409
    with later(days=28):
        open_still = published_event(series, officer)
        assert Client().get(event_address("register", open_still)).status_code == 200
    assert not Participant.objects.exists()


def test_a_link_that_is_sent_on_opens_nothing(event: Event) -> None:
    _client, booking = _begin(event)
    for name in ("booking", "send", "new-code"):
        address = booking_path(name, booking)
        answer = Client().get(address) if name == "booking" else Client().post(address, {"code": "123456"})
        assert answer.status_code in (302, 403) and KARI["email"] not in answer.content.decode()
    assert Booking.objects.get().confirmed_at is None


def test_codes_to_one_address_are_limited_and_guesses_counted(event: Event) -> None:
    client, booking = _begin(event)
    for _number in range(codes.MOST_TO_AN_ADDRESS - 1):
        assert client.post(booking_path("new-code", booking)).status_code == 302
    assert client.post(booking_path("new-code", booking)).status_code in (409, 422)
    code = code_to(KARI["email"])
    for _number in range(codes.MOST_TRIES):
        assert _send(client, booking, f"{(int(code) + 1) % 10**6:06d}").status_code == 422
    assert _send(client, booking, code).status_code == 422
    assert not Participant.objects.exists()


def test_a_forged_link_to_a_place_opens_nothing(event: Event) -> None:
    registered(event, 2)
    first, second = Participant.objects.order_by("number")
    good = place_page_path("place", first)
    forged = good.replace(f"/{first.pk}.", f"/{second.pk}.")
    assert Client().get(good).status_code == 200
    assert Client().get(forged).status_code == 404
    assert Client().get(good.replace("nordland", "trondelag")).status_code == 404


def test_needs_are_told_read_by_the_office_alone_and_erased_with_an_entry_in_the_log(
    event: Event, officer: Person
) -> None:
    registered(event, 1)
    participant = Participant.objects.get()
    own = place_page_path("place", participant)
    assert Client().post(own, {"access": "Rullestol", "food": "x" * 301}).status_code == 422
    assert Client().post(own, {"access": "Rullestol", "food": "Nøtter"}).status_code == 302
    assert "Rullestol" in client_of(officer).get(event_address("work", event)).content.decode()
    assert "Rullestol" not in Client().get(event_address("event", event)).content.decode()
    for days, kept in ((40, True), (50, False), (50, False)):
        with later(days=days):
            turn(0)
        participant.refresh_from_db()
        assert bool(participant.access) is kept
    assert Event.objects.get().state == "archived"


def test_an_event_that_does_not_ask_keeps_no_answers(series: Series, officer: Person) -> None:
    event = published_event(series, officer, asks_access=False, asks_food=False)
    registered(event, 1)
    own = place_page_path("place", Participant.objects.get())
    assert 'name="food"' not in Client().get(own).content.decode()
    Client().post(own, {"access": "Rullestol", "food": "Nøtter"})
    assert Participant.objects.filter(access="", food="").exists()


def test_a_cancelled_or_changed_event_is_told_with_the_calendar(event: Event, officer: Person) -> None:
    registered(event, 11)
    carry_out(client_of(officer), event_address("cancel", event), {"reason": "For mye snø"})
    mails = OutboxMail.objects.filter(subject__startswith="Avlyst")
    assert mails.count() == 11
    assert all("METHOD:CANCEL" in mail.calendar and "For mye snø" in mail.body for mail in mails)
    own = place_page_path("place", Participant.objects.latest("number"))
    assert "For mye snø" in Client().get(own).content.decode()
    assert Client().get(own.rstrip("/") + "/avmeld/").status_code == 409


def test_a_capacity_below_those_registered_is_refused(event: Event, officer: Person) -> None:
    registered(event, 5)
    with pytest.raises(UserError) as raised:
        change_event(event.pk, event_facts(capacity=4), officer)
    assert raised.value.field == "capacity" and "5" in raised.value.message
    change_event(event.pk, event_facts(capacity=5, venue="Rådhuset"), officer)
    moved = OutboxMail.objects.filter(subject__startswith="Endret")
    assert moved.count() == 5 and all("METHOD:REQUEST" in mail.calendar for mail in moved)


def test_kept_places_go_to_those_they_are_kept_for_until_they_are_free(
    series: Series, officer: Person, client_as: Any
) -> None:
    event = published_event(series, officer, capacity=3, kept_last_day=today() + timedelta(days=10))
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    keep_places(event.pk, owner.pk, "", 2, officer)
    registered(event, 2)
    assert [each.state for each in Participant.objects.all()] == ["seated", "waiting"]
    client, booking = _begin(event, client_as("owner", organisation=owner))
    _send(client, booking)
    assert Participant.objects.latest("number").state == "seated"
    with later(days=11):
        turn(0)
        assert [each.state for each in Participant.objects.all()] == ["seated", "offered", "seated"]


def test_the_office_takes_the_list_as_a_spreadsheet(event: Event, officer: Person) -> None:
    registered(event, 3)
    client = client_of(officer)
    answer = client.get(event_address("participants", event, kind="csv"))
    assert "gjest1@example.org" in b"".join(answer).decode("utf-8-sig", "replace")
    assert client.get(event_address("participants", event, kind="exe")).status_code == 404
    assert re.search(r"gjest1@example\.org", client.get(event_address("work", event)).content.decode())


def test_a_place_is_in_the_persons_own_calendar(event: Event, client_as: Any) -> None:
    owner = Organisation.objects.get(municipality__number="1875", kind="municipality")
    client = client_as("owner", organisation=owner)
    before = client.get("/kalender/").content.decode()
    client, booking = _begin(event, client)
    _send(client, booking)
    after = client.get("/kalender/").content.decode()
    assert "Workshop II" in after and "Workshop II" not in before


def test_a_person_takes_their_registrations_along_and_is_taken_out_of_them_when_erased(
    series: Series, officer: Person, person_as: Any
) -> None:
    event, person = published_event(series, officer, capacity=1), person_as("approver")
    confirm_booking(booking_for(event, person.email), "", now())
    place = Participant.objects.get(email=person.email)
    tell_needs(place.pk, "Rullestol", "")
    registered(event, 1)  # waits for the place
    assert [row["access"] for row in own_data(person)["registrations"]] == ["Rullestol"]
    erase_person(person.pk)
    place.refresh_from_db()
    assert (place.state, place.access) == ("cancelled", "")
    assert person.email not in place.email and person.name not in place.name
    assert Participant.objects.get(event=event, number=2).state == "offered", "the place goes to the next"
    assert not OutboxMail.objects.filter(recipient=person.email).exists()
    assert first_broken_entry() is None
