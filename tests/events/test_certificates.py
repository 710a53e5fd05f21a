"""Certificates of those who were there, and what everybody may know of one; badges and the attendance list."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from fordel.core import lockout
from fordel.events.models import Attendance, Event, Participant, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.services.check_in import Act, Door, check_in
from fordel.events.services.register import confirm_booking
from fordel.events.services.run_event import cancel_event
from fordel.events.services.walk_in import WalkIn
from fordel.events.tasks import turn
from fordel.parties.models import GuessCount, Person
from fordel.parties.services import sign_ins
from fordel.parties.services.erase_person import erase_person
from fordel.parties.services.sign_ins import Guess
from fordel.shared.clock import now
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.events.events import booking_for, later, published_event, registered
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(event: Event, officer: Person) -> Event:
    """Two of three came, and one who had not registered and left no address. It is over within `later(days=31)`."""
    registered(event, 3)
    with later(days=30):
        acts = [Act("in", number=1), Act("in", number=2), Act("new", new=WalkIn("Uli Anmeldt"))]
        check_in(event.pk, acts, Door(officer))
    return event


def _of(event: Event, number: int) -> Participant:
    return Participant.objects.select_related("event__office", "attendance").get(event=event, number=number)


def _pages(answer: Any) -> int:
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        return len(pdf.pages)


def _check(code: str, office: str = "nordland") -> Any:
    return Client().get(reverse("events:check-certificate", kwargs={"office": office, "code": code}))


def test_whoever_was_there_gets_a_certificate_from_their_own_page_once_it_is_over(held: Event) -> None:
    papers = [place_page_path("certificate", _of(held, number)) for number in (1, 3)]
    with later(days=30):
        assert Client().get(papers[0]).status_code == 404
        assert papers[0] not in Client().get(place_page_path("place", _of(held, 1))).content.decode()
    with later(days=31):
        assert papers[0] in Client().get(place_page_path("place", _of(held, 1))).content.decode()
        assert _pages(Client().get(papers[0])) == 1
        assert Client().get(papers[1]).status_code == 404, "was not there"
        assert papers[1] not in Client().get(place_page_path("place", _of(held, 3))).content.decode()


def test_the_page_of_a_code_says_the_event_the_day_and_the_initials_and_no_more(held: Event) -> None:
    Participant.objects.filter(event=held, number=1).update(name="Kari Anne Nordmann")
    code = _of(held, 1).attendance.code
    assert code is not None and _check(code).status_code == 404, "it is not over"
    with later(days=31):
        answer = _check(code.lower())
        page = answer.content.decode()
        assert answer.status_code == 200 and "K. A. N." in page and "Workshop II" in page and "Sortland" in page
        assert "Nordmann" not in page and "gjest1" not in page
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert _check(code, "trondelag").status_code == 404


@pytest.mark.parametrize("code", ["A" * 20, "x", "0" * 3000])
def test_a_code_that_is_guessed_gives_a_calm_page(held: Event, code: str) -> None:
    with later(days=31):
        answer = _check(code)
    assert answer.status_code == 404 and "Ingen kursbevis har denne koden" in answer.content.decode()


def test_whoever_tries_too_many_codes_waits_and_gets_no_answer_for_a_right_one_either(
    held: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = _of(held, 1).attendance.code
    assert code is not None
    monkeypatch.setitem(sign_ins._PATIENCE, Guess.CERTIFICATE, replace(lockout.LOOKING_UP, free=3))
    with later(days=31):
        assert [_check("A" * 20).status_code for _guess in range(2)] == [404, 404]
        assert _check(code).status_code == 200, "a right one does not count"
        assert [_check("B" * 20).status_code for _guess in range(2)] == [404, 429]
        locked = _check(code)
        page = locked.content.decode()
        assert locked.status_code == 429 and "for mange forsøk" in page and "Sortland" not in page
        assert locked.headers["X-Robots-Tag"] == "noindex"
    with later(days=31, minutes=2):
        assert _check(code).status_code == 200
    with later(days=31, hours=2):
        turn(0)
        assert not GuessCount.objects.exists()


def test_one_act_sends_each_who_was_there_one_mail(held: Event, officer: Person) -> None:
    client, address = client_of(officer), event_address("send-certificates", held)
    assert carry_out(client, address).status_code == 409, "it is not over"
    with later(days=31):
        assert "Uli Anmeldt" in client.get(address).content.decode(), "has no address"
        assert carry_out(client, address).status_code == 302
        assert carry_out(client, address).status_code == 409, "everybody has got it"
        assert "Sjekk inn dem som var der" not in client.get(address).content.decode()
        mails = OutboxMail.objects.filter(subject__startswith="Kursbeviset")
        assert sorted(mails.values_list("recipient", flat=True)) == ["gjest1@example.org", "gjest2@example.org"]
        assert all(
            place_page_path("certificate", _of(held, n)) in mails.get(recipient=f"gjest{n}@example.org").body
            for n in (1, 2)
        )
        client.post(event_address("door-mark", held), {"in": "3"})
        assert carry_out(client, address).status_code == 302
        assert mails.count() == 3


def test_an_event_that_nobody_was_checked_in_at_says_what_to_do(event: Event, officer: Person) -> None:
    registered(event, 1)
    with later(days=31):
        turn(0)
        page = client_of(officer).get(event_address("send-certificates", event)).content.decode()
    assert "Sjekk inn dem som var der" in page


def test_a_check_in_that_is_taken_back_takes_the_certificate_along(held: Event, officer: Person) -> None:
    code = _of(held, 1).attendance.code
    with later(days=31):
        client_of(officer).post(event_address("door-mark", held), {"back": "1"})
        assert _check(str(code)).status_code == 404


def test_whoever_is_erased_has_no_certificate_any_more(held: Event, person_as: Any) -> None:
    person = person_as("approver")
    Participant.objects.filter(event=held, number=1).update(email=person.email)
    code = _of(held, 1).attendance.code
    with later(days=31):
        erase_person(person.pk)
        assert _check(str(code)).status_code == 404
    assert Attendance.objects.get(participant__number=1).code is None


def test_whoever_is_erased_at_an_event_that_has_begun_or_is_cancelled_keeps_no_name(
    series: Series, officer: Person, person_as: Any
) -> None:
    person = person_as("approver")
    begun, cancelled = published_event(series, officer), published_event(series, officer, place="Bodø")
    for event in (begun, cancelled):
        confirm_booking(booking_for(event, person.email), "", now())
    cancel_event(cancelled.pk, "Snø", officer)
    with later(days=30, hours=1):
        Event.objects.filter(pk=begun.pk).update(starts_at=now() - timedelta(minutes=30))
        erase_person(person.pk)
    assert not Participant.objects.filter(email=person.email).exists()


def test_badges_the_list_and_every_certificate_are_printed(held: Event, officer: Person) -> None:
    client = client_of(officer)
    Participant.objects.filter(event=held, number=1).update(name="Et svært langt navn " * 9)
    for name in ("badges", "attendance"):
        assert _pages(client.get(event_address(name, held))) == 1
    assert client.get(event_address("certificates", held)).status_code == 404
    with later(days=31):
        assert _pages(client.get(event_address("certificates", held))) == 3
    content = b"".join(client.get(event_address("participants", held, kind="csv")))
    assert content.decode("utf-8-sig").count("Uli Anmeldt") == 1
    assert "Kom" in content.decode("utf-8-sig").splitlines()[0]


def test_an_event_with_nobody_is_printed_too(event: Event, officer: Person) -> None:
    client = client_of(officer)
    with later(days=31):
        for name in ("badges", "attendance", "certificates"):
            assert _pages(client.get(event_address(name, event))) == 1
