"""What everybody reads of events: the list with its filters, a page with facts for search engines, and calendars."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from fordel.events.models import Event, Series
from fordel.events.presentation.addresses import event_address
from fordel.events.services.run_event import cancel_event
from fordel.parties.models import Person
from fordel.shared.clock import today
from tests.clients import client_of
from tests.events.events import TEXT_NN, draft_of, later, published_event, registered, series_of

pytestmark = pytest.mark.django_db
LIST = "/nordland/arrangementer/"


def _places(page: str) -> list[str]:
    return re.findall(r'class="task"[^>]*>([^:]+):', page)


def test_the_list_shows_what_is_ahead_by_place_month_audience_and_registration(
    nordland: Any, officer: Person, series: Series
) -> None:
    unions = series_of(nordland.office, officer, title_nb="Kurs", audience=("unions",))
    first, far = today() + timedelta(days=5), today() + timedelta(days=100)
    published_event(series, officer, day=first, last_day=first)
    published_event(unions, officer, place="Bodø")
    published_event(series, officer, place="Svolvær", day=far, opens_on=far - timedelta(days=9), last_day=far)
    cancel_event(published_event(series, officer, place="Mosjøen").pk, "Snø", officer)
    draft_of(series, officer, place="Leknes")

    def shown(query: str = "") -> list[str]:
        return _places(Client().get(LIST + query).content.decode())

    assert shown() == ["Sortland", "Bodø", "Mosjøen", "Svolvær"]
    assert shown("?sted=Bod%C3%B8") == ["Bodø"]
    assert shown("?for=unions") == ["Bodø"]
    assert shown(f"?maned={far:%Y-%m}") == ["Svolvær"]
    assert shown("?ledig=1") == ["Sortland", "Bodø"]
    assert shown("?maned=tull&for=tull") == shown()
    assert shown("?sted=Oslo") == []
    with later(days=10):
        assert shown() == ["Bodø", "Mosjøen", "Svolvær"]


def test_the_page_has_facts_for_search_engines_that_cannot_end_their_block(nordland: Any, officer: Person) -> None:
    name = "</script><script>alert(1)</script>"
    event = published_event(series_of(nordland.office, officer, title_nb=name), officer)
    page = Client().get(event_address("event", event)).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    facts = json.loads(found[1])
    assert (facts["@type"], facts["name"], facts["maximumAttendeeCapacity"]) == ("Event", name, 10)
    assert facts["startDate"].startswith(event.starts_at.date().isoformat())


def test_the_page_is_in_the_readers_form_of_norwegian(event: Event) -> None:
    client = Client()
    client.cookies["fordel_language"] = "nn"
    assert TEXT_NN in client.get(event_address("event", event)).content.decode()


def test_the_link_to_teams_is_not_public(series: Series, officer: Person) -> None:
    link = "https://teams.example/hemmelig"
    event = published_event(series, officer, place="Teams", venue="", link=link)
    for address in (event_address("event", event), event_address("calendar", event), LIST, f"{LIST}arrangementer.ics"):
        assert link not in Client().get(address).content.decode()


def test_the_calendar_can_be_read_and_follows_changes(series: Series, officer: Person, event: Event) -> None:
    other = published_event(series, officer, place="Bodø")
    read = Calendar.from_ical(Client().get(f"{LIST}arrangementer.ics").content)
    found = {str(each["uid"]): each for each in read.walk("VEVENT")}
    assert set(found) == {f"{each.uid}@fordel" for each in (event, other)}
    assert found[f"{event.uid}@fordel"]["dtstart"].dt == event.starts_at
    cancel_event(event.pk, "Snø", officer)
    one = Calendar.from_ical(Client().get(event_address("calendar", event)).content).walk("VEVENT")[0]
    assert (str(one["status"]), int(one["sequence"])) == ("CANCELLED", 1)


def test_a_search_finds_what_is_published_alone(series: Series, event: Event, officer: Person) -> None:
    draft_of(series, officer, place="Leknes")
    found = Client().get(reverse("search"), {"q": "workshop"}).content.decode()
    assert event_address("event", event) in found and "Leknes" not in found


@pytest.mark.parametrize("rows", [1, 40])
def test_the_pages_cost_the_same_for_one_row_and_many(series: Series, officer: Person, event: Event, rows: int) -> None:
    for number in range(rows - 1):
        published_event(series, officer, place=f"Sted {number}")
    registered(event, min(rows, 15))
    signed_in = client_of(officer)
    visitor, office = Client, lambda: signed_in  # a page that a visitor has seen is kept for the next
    pages = {
        LIST: (visitor, 6),  # with that for the version of the page
        f"{LIST}?sted=Sortland": (visitor, 5),
        f"{LIST}arrangementer.ics": (visitor, 4),
        event_address("event", event): (visitor, 5),
        event_address("register", event): (visitor, 2),
        f"{LIST}arbeid/": (office, 8),
        event_address("work", event): (office, 9),
    }
    found = {}
    for address, (client, _count) in pages.items():
        client().get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client().get(address).status_code == 200
        found[address] = len(asked)
    assert found == {address: count for address, (_client, count) in pages.items()}
