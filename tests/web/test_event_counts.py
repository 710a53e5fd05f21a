"""What the pages of an event ask the database, literally: the same for one participant and for a thousand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.events.models import (
    Attendance,
    Booking,
    Evaluation,
    EvaluationAnswer,
    Event,
    EventMail,
    Participant,
    PlaceState,
)
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.mails import mail_address
from fordel.events.presentation.registering import place_page_path
from fordel.events.services.evaluation import usual_questions
from fordel.notices.models import Notification
from fordel.parties.models import Organisation, Person
from fordel.shared.clock import now
from tests.clients import client_of
from tests.events.events import later, published_event, series_of

pytestmark = pytest.mark.django_db
FEWEST_ANSWERS: Final = 5

PAPERS: Final = ("badges", "attendance", "certificates")
"""Typeset, which takes seconds for a thousand: they are asked for with fifty."""
QUERIES: Final[dict[str, int]] = {
    "public list": 1,
    "event": 1,
    "own place": 1,
    "work": 9,
    "door": 7,
    "new-mail": 6,
    "events of the office": 8,
    "participants as csv": 5,
    "participants as xlsx": 5,
    "mail": 6,
    "edit-mail": 6,
    "send-mail": 7,
    "notifications": 6,
    "evaluation": 9,
    "badges": 5,
    "attendance": 5,
    "certificates": 5,
}


def _filled(event: Event, rows: int, officer: Person) -> EventMail:
    """So many participants who all came, with mails, answers and notifications; the mail it returns reaches all."""
    instant, owner = now(), Organisation.objects.get(municipality__number="1875", kind="municipality")
    booking = Booking.objects.create(
        event=event, secret="telling", language="nb", consent="Ja", begun_at=instant, confirmed_at=instant
    )
    people = Participant.objects.bulk_create(
        Participant(
            event=event,
            booking=booking,
            organisation=owner,
            number=number,
            name=f"Navn {number}",
            email=f"gjest{number}@example.org",
            language="nb",
            state=PlaceState.SEATED,
        )
        for number in range(1, rows + 1)
    )
    Attendance.objects.bulk_create(Attendance(participant=each, at=instant, by=officer) for each in people)
    texts = {"subject_nb": "Takk", "text_nb": "Takk for sist.", "states": ["seated"]}
    mails = EventMail.objects.bulk_create(
        EventMail(event=event, written_at=instant, written_by=officer, organisation=owner, **texts)
        for _mail in range(min(rows, 50))
    )
    evaluation = Evaluation.objects.create(
        event=event, questions=usual_questions(), asked_at=instant, closes_at=instant + timedelta(days=10)
    )
    values = {each["code"]: 4 for each in usual_questions() if each["kind"] == "scale"}
    EvaluationAnswer.objects.bulk_create(
        EvaluationAnswer(evaluation=evaluation, values=values, texts={"liked": "Lunsjen"})
        for _answer in range(max(rows, FEWEST_ANSWERS))
    )
    Notification.objects.bulk_create(
        Notification(
            person=officer,
            kind="events.moved",
            category="events",
            language="nb",
            subject="Flyttet",
            text="Til tirsdag.",
            at=instant,
        )
        for _each in range(rows)
    )
    return mails[0]


def _asked(client: Client, address: str) -> int:
    """Asked for twice: what is remembered from then on is not counted. Public pages are kept for the next visitor."""
    assert client.get(address).status_code == 200, address
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@pytest.mark.parametrize("rows", [1, 50, 1000])
def test_pages_of_an_event_cost_the_same_whatever_the_number_of_participants(
    nordland: Any, person_as: Any, rows: int
) -> None:
    officer = person_as("case_officer")
    event = published_event(series_of(nordland.office, officer), officer, capacity=1000)
    mail = _filled(event, rows, officer)
    client = client_of(officer)
    place = Participant.objects.select_related("event__office").get(event=event, number=1)
    public = {
        "public list": reverse("events:list", kwargs={"office": "nordland"}),
        "event": event_address("event", event),
        "own place": place_page_path("place", place),
    }
    office = {name: event_address(name, event) for name in ("work", "door", "new-mail")}
    office |= {"events of the office": reverse("events:office", kwargs={"office": "nordland"})}
    office |= {f"participants as {kind}": event_address("participants", event, kind=kind) for kind in ("csv", "xlsx")}
    office |= {name: mail_address(name, mail) for name in ("mail", "edit-mail", "send-mail")}
    office |= {"notifications": reverse("notifications:list")}
    found = {name: _asked(Client(), address) for name, address in public.items()}
    with later(days=30):
        found |= {name: _asked(client, address) for name, address in office.items()}
    with later(days=31):
        papers = PAPERS if rows < 100 else ()
        found |= {name: _asked(client, event_address(name, event)) for name in ("evaluation", *papers)}
    assert found == {name: count for name, count in QUERIES.items() if papers or name not in PAPERS}
    assert max(found.values()) <= 12
