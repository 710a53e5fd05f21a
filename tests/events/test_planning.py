"""The office plans a series, publishes its places, and changes, closes, cancels and copies them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from fordel.events.forms import event_values, series_values
from fordel.events.models import Event, EventFile, KeptPlaces, Series
from fordel.events.presentation.addresses import event_address, series_address
from fordel.events.services.kept_places import keep_places
from fordel.events.services.run_event import cancel_event, close_event, discard_event, publish_event
from fordel.events.tasks import turn
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import OSLO, today
from fordel.shared.errors import UserError
from tests.clients import client_of
from tests.events.events import draft_of, later, published_event, registered, series_of
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(officer: Person) -> Client:
    client: Client = client_of(officer)
    return client


def _typed(event: Event, **more: Any) -> dict[str, Any]:
    """The form of the event as a browser sends it."""
    values = event_values(event) | more
    return {
        name: f"{value:%H:%M}" if name in ("starts", "ends") and not isinstance(value, str) else value
        for name, value in values.items()
        if value is not None and value is not False
    }


def test_an_officer_plans_a_series_and_publishes_a_place(browser: Client, nordland: Any) -> None:
    where = {"office": "nordland"}
    texts = {"title_nb": "Workshop", "title_nn": "Verkstad", "text_nb": "Om", "text_nn": "Om"}
    answer = browser.post(reverse("events:new-series", kwargs=where), texts | {"audience": ["municipalities"]})
    series = Series.objects.get()
    assert answer.headers["Location"] == series_address("series", series)
    day = today() + timedelta(days=20)
    typed = {"place": "Bodø", "venue": "Storgata 1", "day": day.isoformat(), "starts": "10.00", "ends": "15.00"}
    typed |= {"opens_on": today().isoformat(), "last_day": (day - timedelta(days=2)).isoformat(), "capacity": "40"}
    typed |= {"offer_hours": "48", "needs_days": "14", "remind_days": "3", "programme_nb": "10.00 Velkommen"}
    answer = browser.post(series_address("new-event", series), typed)
    event = Event.objects.get()
    assert answer.headers["Location"] == event_address("work", event)
    assert event.starts_at.astimezone(OSLO).hour == 10 and event.state == "draft"
    assert Client().get(event_address("event", event)).status_code == 302, "a draft is the office's: sign in"
    assert carry_out(browser, event_address("publish", event)).status_code == 302
    page = Client().get(event_address("event", event)).content.decode()
    assert "Velkommen" in page and "Storgata 1" in page
    assert "Bodø" in Client().get(reverse("events:list", kwargs=where)).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("place", "  "),
        ("day", ""),
        ("starts", "25.00"),
        ("ends", "09.00"),
        ("opens_on", ""),
        ("last_day", "2020-01-01"),
        ("capacity", "0"),
        ("capacity", "mange"),
        ("offer_hours", ""),
        ("needs_days", "9999"),
        ("remind_days", ""),
        ("remind_days", "61"),
        ("link", "teams"),
        ("contact_email", "kari"),
        ("programme_nb", "Velkommen"),
        ("programme_nn", "10.00–09.00 Lek"),
        ("kept_last_day", (today() + timedelta(days=300)).isoformat()),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(
    browser: Client, event: Event, field: str, value: str
) -> None:
    answer = browser.post(event_address("edit", event), _typed(event) | {field: value, "venue": "Et nytt lokale"})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#{field}"' in page and "Et nytt lokale" in page
    assert Event.objects.get().venue == "Kulturfabrikken"


def test_a_series_in_one_form_of_norwegian_is_not_published(office: Office, officer: Person) -> None:
    for missing in ({"title_nn": ""}, {"text_nb": ""}, {"audience": ()}):
        event = draft_of(series_of(office, officer, **missing), officer)
        with pytest.raises(UserError):
            publish_event(event.pk, officer)


@pytest.fixture
def office(nordland: Any) -> Office:
    found: Office = nordland.office
    return found


def test_a_series_that_is_published_keeps_its_names(browser: Client, event: Event) -> None:
    typed = series_values(event.series) | {"title_nn": ""}
    answer = browser.post(series_address("edit-series", event.series), typed)
    assert answer.status_code == 422 and 'href="#title_nn"' in answer.content.decode()
    assert browser.post(series_address("edit-series", event.series), typed | {"title_nn": "Ny"}).status_code == 302
    assert Series.objects.get().title_nn == "Ny"


def test_registration_closes_opens_again_and_the_event_is_held(browser: Client, event: Event, officer: Person) -> None:
    assert carry_out(browser, event_address("close", event)).status_code == 302
    assert carry_out(browser, event_address("reopen", event)).status_code == 302
    assert Event.objects.get().state == "published"
    for days, state in ((28, "closed"), (28, "closed"), (31, "held"), (31, "held")):
        with later(days=days):
            turn(0)
        assert Event.objects.get().state == state
    with later(days=31), pytest.raises(UserError):
        cancel_event(event.pk, "Snø", officer)


def test_a_closed_registration_is_not_opened_after_its_last_day(event: Event, browser: Client, officer: Person) -> None:
    close_event(event.pk, officer)
    with later(days=28):
        answer = carry_out(browser, event_address("reopen", event))
    assert answer.status_code == 409 and Event.objects.get().state == "closed"


def test_a_cancelled_event_says_why(browser: Client, event: Event) -> None:
    assert carry_out(browser, event_address("cancel", event), {"reason": " "}).status_code == 422
    assert carry_out(browser, event_address("cancel", event), {"reason": "For mye snø"}).status_code == 302
    page = Client().get(event_address("event", event)).content.decode()
    assert "For mye snø" in page and "EventCancelled" in page
    calendar = Client().get(event_address("calendar", event)).content.decode()
    assert "STATUS:CANCELLED" in calendar and "SEQUENCE:1" in calendar


def test_a_draft_is_discarded_and_what_is_published_is_not(
    browser: Client, series: Series, event: Event, officer: Person
) -> None:
    draft = draft_of(series, officer)
    assert carry_out(browser, event_address("discard", draft)).status_code == 302
    assert browser.get(event_address("work", draft)).status_code == 404
    with pytest.raises(UserError):
        discard_event(event.pk, officer)
    assert Event.objects.get(pk=event.pk).state == "published"


def test_an_event_with_participants_is_not_deleted_and_the_page_says_so(browser: Client, event: Event) -> None:
    registered(event, 3)
    refused = carry_out(browser, event_address("discard", event))
    assert refused.status_code == 409
    with pytest.raises(ProtectedError):
        event.delete()
    assert Event.objects.get(pk=event.pk).state == "published" and event.participants.count() == 3


def test_places_are_kept_and_never_more_than_there_are(browser: Client, series: Series, officer: Person) -> None:
    kept_until = today() + timedelta(days=10)
    event = published_event(series, officer, kept_last_day=kept_until)
    owner = Organisation.objects.get(municipality__number="1870", kind="municipality")
    address = event_address("keep", event)
    assert browser.post(address, {"organisation": owner.pk, "count": "4"}).status_code == 302
    assert browser.post(address, {"audience": "unions", "count": "7"}).status_code == 422
    assert browser.post(address, {"audience": "unions", "count": "6"}).status_code == 302
    assert browser.post(address, {"organisation": owner.pk, "audience": "unions", "count": "1"}).status_code == 422
    assert browser.post(address, {"audience": "unions", "count": ""}).status_code == 422
    page = browser.get(event_address("work", event)).content.decode()
    assert owner.name in page and "Tillitsvalgte" in page
    assert browser.post(event_address("edit", event), _typed(event, capacity=9)).status_code == 422
    assert browser.post(address, {"audience": "unions", "count": "0"}).status_code == 302
    assert [(each.organisation, each.count) for each in KeptPlaces.objects.all()] == [(owner, 4)]


def test_places_are_kept_until_a_day_that_is_known(event: Event, officer: Person) -> None:
    with pytest.raises(UserError) as raised:
        keep_places(event.pk, 0, "unions", 1, officer)
    assert raised.value.field == "count"


def test_a_series_is_copied_to_the_same_days_of_the_next_year(browser: Client, series: Series, officer: Person) -> None:
    event = published_event(series, officer, kept_last_day=today() + timedelta(days=10), link="https://teams.example/1")
    keep_places(event.pk, 0, "unions", 2, officer)
    cancel_event(published_event(series, officer, place="Bodø").pk, "Snø", officer)
    assert carry_out(browser, series_address("copy-series", series)).status_code == 302
    new = Series.objects.exclude(pk=series.pk).get()
    copy = new.events.get()
    assert (new.title_nb, copy.place, copy.state, copy.link) == ("Workshop II, våren 2027", "Sortland", "draft", "")
    there = copy.starts_at.astimezone(OSLO), event.starts_at.astimezone(OSLO)
    assert (there[0].date() - there[1].date()).days == 364 and there[0].time() == there[1].time()
    assert copy.kept.get().count == 2 and copy.uid != event.uid
    assert copy.kept_until is not None and copy.kept_until < copy.starts_at


def test_a_place_is_copied_to_another_one(browser: Client, series: Series, event: Event) -> None:
    address = series_address("new-event", series)
    page = browser.get(f"{address}?fra={event.pk}").content.decode()
    assert "10.00–10.30 Velkommen; Kari Nordmann" in page and 'value="Sortland"' not in page
    day = today() + timedelta(days=40)
    typed = _typed(event, place="Mosjøen", day=day, last_day=day - timedelta(days=2)) | {"fra": event.pk}
    assert browser.post(address, typed).status_code == 302
    assert series.events.get(place="Mosjøen").programme == event.programme


def test_documents_are_added_read_and_taken_away(browser: Client, event: Event) -> None:
    assert browser.post(event_address("add-file", event), {"title": "Saker"}).status_code == 422
    file = SimpleUploadedFile("notat.txt", b"Et notat", content_type="text/plain")
    typed = {"file": file, "title": "Forarbeid", "is_after": "on"}
    assert browser.post(event_address("add-file", event), typed).status_code == 302
    kept = EventFile.objects.get()
    assert "Forarbeid" in Client().get(event_address("event", event)).content.decode()
    address = event_address("file", event, document_id=kept.pk)
    assert b"".join(Client().get(address)) == b"Et notat"  # type: ignore[arg-type]  # a file answer
    for _twice in range(2):
        assert browser.post(event_address("remove-file", event, document_id=kept.pk)).status_code == 302
    assert Client().get(address).status_code == 404


def test_the_database_refuses_what_no_service_would_write(event: Event) -> None:
    for change in ({"ends_at": event.starts_at}, {"closes_at": event.opens_at}, {"state": "cancelled"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Event.objects.filter(pk=event.pk).update(**change)
