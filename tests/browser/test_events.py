"""Every page of events in a browser, at both widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import expect

from fordel.events.models import Booking, Event, Participant
from fordel.events.presentation.addresses import event_address, series_address
from fordel.events.presentation.mails import mail_address
from fordel.events.presentation.registering import booking_path, place_page_path
from fordel.events.services.mails import MailFacts, write_mail
from fordel.parties.models import Person
from tests.browser.conftest import Visitor
from tests.events.events import booking_for, draft_of, published_event, registered, series_of
from tests.hearing.hearings import code_to

pytestmark = pytest.mark.django_db(transaction=True)
Visit = Callable[..., Visitor]
MAIL: Final = "kari@example.org"
LONG: Final = "Kjempelangtsammensattordutenmellomrom" * 3


@pytest.fixture
def officer(nordland: Any, person_as: Any) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def draft(nordland: Any, officer: Person) -> Event:
    series = series_of(nordland.office, officer)
    return draft_of(series, officer, capacity=2, venue=LONG)


@pytest.mark.parametrize(("width", "language"), [(1280, "nb"), (390, "nn")])
def test_every_page_of_events(visitor_as: Visit, draft: Event, officer: Person, width: int, language: str) -> None:
    event = published_event(draft.series, officer, capacity=2)
    registered(event, 3)
    booking = booking_for(event, "ny@example.org")
    office = visitor_as("case_officer", width=width, language=language)
    Booking.objects.filter(pk=booking.pk).update(person=Person.objects.latest("pk"))
    for name in ("event", "work", "edit", "keep", "add-file", "publish", "close", "cancel", "discard", "register"):
        office.goto(event_address(name, draft if name in ("publish", "discard") else event))
    for name in ("series", "edit-series", "copy-series", "new-event"):
        office.goto(series_address(name, event.series))
    office.goto(event_address("new-mail", event))
    mail = write_mail(event, MailFacts(subject_nb=LONG[:120], text_nb=LONG, states=("seated", "waiting")), officer)
    for name in ("mail", "edit-mail", "send-mail"):
        office.goto(mail_address(name, mail))
    office.goto("/nordland/arrangementer/arbeid/")
    office.goto("/nordland/arrangementer/arbeid/ny/")
    office.goto(booking_path("booking", booking))
    reader = visitor_as(None, width=width, language=language)
    own = Participant.objects.select_related("event__office").latest("number")
    for address in ("/nordland/arrangementer/", place_page_path("place", own), place_page_path("cancel-place", own)):
        reader.goto(address)
    reader.goto(event_address("event", event))
    reader.goto(event_address("register", event))
