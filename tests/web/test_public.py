"""The public front page of an office: what is on it for everybody, when it counts as unchanged, and what it weighs."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Final

import feedparser
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.formats import number_format

from fordel.events.models import Event
from fordel.events.presentation.addresses import event_address
from fordel.events.services.plan_event import change_event
from fordel.events.services.run_event import cancel_event
from fordel.news.models import FeedItem
from fordel.news.services.announcements import withdraw_announcement
from fordel.news.services.feed_items import show_item
from fordel.news.services.feeds import FeedFacts, follow_feed
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.services.change_round import change_frames
from fordel.shared import clock
from fordel.shared.clock import now
from tests.events.events import draft_of, event_facts, published_event, registered, series_of
from tests.guidance.articles import published
from tests.news.announcements import announced
from tests.web.test_counts import MOST_WITHOUT_FONTS, assets_of

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
FRONT: Final = "/nordland/"
EVENTS: Final = "/nordland/arrangementer/"


def _version(client: Client | None = None, path: str = FRONT) -> str:
    return str((client or Client()).get(path).headers["ETag"])


def _again(version: str, path: str = FRONT, client: Client | None = None) -> int:
    return (client or Client()).get(path, headers={"if-none-match": version}).status_code


def _pages(paths: Iterable[str], visitor: Client) -> list[bytes]:
    return [visitor.get(path).content for path in paths]


def _text(path: str = FRONT) -> str:
    return re.sub(r"\s+", " ", Client().get(path).content.decode())


def test_what_has_not_changed_is_answered_with_one_query_and_no_body(imported: Round) -> None:
    version, client = _version(), Client()
    assert not version.startswith("W/")
    for known in (version, f"W/{version}", f'"andre", {version}'):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(FRONT, headers={"if-none-match": known})
        assert (answer.status_code, answer.content, len(asked)) == (304, b"", 1), known
        assert answer.headers["ETag"] == version
        assert "Cookie" in answer.headers["Vary"]


def test_the_page_costs_the_same_for_52_reports_as_for_none(nordland: Round, request: pytest.FixtureRequest) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(FRONT).status_code == 200
        return len(asked)

    Round.objects.filter(pk=nordland.pk).update(needs_deadline=now() - timedelta(days=1))
    before = cost()
    request.getfixturevalue("imported")
    assert before == cost() == 12


def test_whoever_is_signed_in_gets_their_own_page_and_never_the_visitors(
    nordland: Round, person_as: Make, client_of: Make
) -> None:
    version = _version()
    officer = client_of(person_as("case_officer"))
    assert _again(version, client=officer) == 200
    assert "ETag" not in officer.get(FRONT).headers


def test_each_language_has_its_own_version_and_address(nordland: Round) -> None:
    versions = {code: _version(path=f"{FRONT}{code}/") for code in ("nb", "nn", "en")}
    assert len(set(versions.values())) == 3
    client = Client()
    client.cookies[settings.FORDEL_LANGUAGE_COOKIE] = "nn"
    assert _version(client) == versions["nn"]
    assert _again(versions["nb"], client=client) == 200
    for code in versions:
        page = Client().get(f"{FRONT}{code}/")
        assert page.headers["Content-Language"] == code
        assert f'<html lang="{code}"' in page.content.decode()


@pytest.mark.parametrize(
    "change", ["announced", "withdrawn", "article", "item", "frames", "reports", "deadline", "day", "name"]
)
def test_whatever_changes_the_page_changes_its_version(
    nordland: Round, person_as: Make, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest, change: str
) -> None:
    officer = person_as("case_officer")
    Round.objects.filter(pk=nordland.pk).update(needs_deadline=now() + timedelta(days=9))
    first = announced(officer)
    feed = follow_feed(nordland.office, FeedFacts("Udir", "https://example.org/feed.xml"), officer)
    facts = {"state": "waiting", "key": "1", "link": "https://example.org/1", "title": "Fra andre"}
    item = FeedItem.objects.create(feed=feed, office=nordland.office, **facts, published_at=now(), read_at=now())
    version, visitor = _version(), Client()
    assert _again(version) == 304
    _pages([FRONT], visitor)
    later = now() + timedelta(days=1)
    changes: dict[str, Callable[[], object]] = {
        "announced": lambda: announced(officer, title_nb="Enda en"),
        "withdrawn": lambda: withdraw_announcement(first.pk, officer),
        "article": lambda: published(officer),
        "item": lambda: show_item(item.pk, officer),
        "frames": lambda: change_frames(nordland, {"kindergarten": 12_000_000}, officer),
        "reports": lambda: request.getfixturevalue("imported"),
        "deadline": lambda: Round.objects.filter(pk=nordland.pk).update(needs_deadline=now() - timedelta(seconds=1)),
        "day": lambda: monkeypatch.setattr(clock, "real_now", lambda: later),
        "name": lambda: type(nordland.office).objects.filter(pk=nordland.office_id).update(name="Nytt navn"),
    }
    changes[change]()
    assert _again(version) == 200
    assert _pages([FRONT], visitor) == _pages([FRONT], Client())


@pytest.fixture
def event(nordland: Round, person_as: Make) -> Event:
    officer = person_as("case_officer")
    return published_event(series_of(nordland.office, officer), officer, capacity=2)


def test_pages_of_events_that_have_not_changed_are_answered_with_one_query(event: Event) -> None:
    for path in (EVENTS, event_address("event", event), f"{EVENTS}arrangementer.ics"):
        version = _version(path=path)
        with CaptureQueriesContext(connection) as asked:
            assert _again(version, path) == 304
        assert len(asked) == 1
        assert _again(version, f"{path}?sted=Bodø") == 200


@pytest.mark.parametrize(
    "change", ["registered", "changed", "cancelled", "published", "opens", "closes", "free", "over"]
)
def test_whatever_changes_an_event_changes_its_pages(event: Event, change: str) -> None:
    officer = Person.objects.get(assignments__role="case_officer")
    passed, rows = now() - timedelta(seconds=1), Event.objects.filter(pk=event.pk)
    rows.update(opens_at=now() + timedelta(days=1), kept_until=now() + timedelta(days=9))
    if change == "registered":
        rows.update(opens_at=now() - timedelta(days=1))
    paths = (FRONT, EVENTS, event_address("event", event))
    versions, visitor = [_version(path=path) for path in paths], Client()
    _pages(paths, visitor)
    changes: dict[str, Callable[[], object]] = {
        "registered": lambda: registered(event, 1),
        "changed": lambda: change_event(event.pk, event_facts(venue="Et annet hus"), officer),
        "cancelled": lambda: cancel_event(event.pk, "Sykdom", officer),
        "published": lambda: published_event(event.series, officer, place="Bodø"),
        "opens": lambda: rows.update(opens_at=passed),
        "closes": lambda: rows.update(opens_at=passed - timedelta(days=1), closes_at=passed),
        "free": lambda: rows.update(kept_until=passed),
        "over": lambda: rows.update(
            opens_at=passed - timedelta(9), closes_at=passed, starts_at=passed - timedelta(1), ends_at=passed
        ),
    }
    changes[change]()
    assert [_again(version, path) for version, path in zip(versions, paths, strict=True)] == [200, 200, 200]
    assert _pages(paths, visitor) == _pages(paths, Client())


def test_a_page_is_made_once_for_all_visitors(event: Event) -> None:
    visitor = Client()
    for path in (FRONT, EVENTS, event_address("event", event), f"{EVENTS}arrangementer.ics"):
        first = visitor.get(path)
        assert not first.cookies
        with CaptureQueriesContext(connection) as asked:
            again = visitor.get(path)
        assert len(asked) == 1
        assert (again.content, again.headers) == (first.content, first.headers)


@pytest.mark.parametrize(
    "asks",
    [
        lambda client: client.get(EVENTS, headers={"hx-request": "true"}),
        lambda client: client.get(f"{EVENTS}?sted=Svolvær"),
        lambda client: client.head(EVENTS),
        lambda client: client.get(EVENTS, headers={"cookie": "messages=1"}),
    ],
)
def test_a_page_is_not_kept_from_nor_given_to_whoever_asks_otherwise(
    event: Event, asks: Callable[[Client], object]
) -> None:
    for first, second in (
        (asks, asks),
        (asks, lambda client: client.get(EVENTS)),
        (lambda client: client.get(EVENTS), asks),
    ):
        client = Client()
        first(client)
        with CaptureQueriesContext(connection) as asked:
            second(client)
        assert len(asked) > 1


def test_a_kept_page_is_in_the_language_of_whoever_asks(event: Event) -> None:
    client = Client()
    said = {}
    for language in ("nb", "nn", "en", "nb", "nn"):
        client.cookies[settings.FORDEL_LANGUAGE_COOKIE] = language
        page = client.get(EVENTS)
        assert page.headers["Content-Language"] == language
        assert page.content == said.setdefault(language, page.content)
    assert len(set(said.values())) == 3


def test_whoever_signs_in_after_a_visit_gets_their_own_page(event: Event, person_as: Make) -> None:
    client, officer = Client(), person_as("case_officer")
    client.get(EVENTS)
    client.force_login(officer)
    assert officer.name in client.get(EVENTS).content.decode()
    client.logout()
    assert officer.name not in client.get(EVENTS).content.decode()


def test_language_is_chosen_without_a_token_and_only_from_the_own_site(nordland: Round) -> None:
    client = Client(enforce_csrf_checks=True)
    client.post("/sprak/", {"language": "nn", "next": FRONT}, headers={"sec-fetch-site": "cross-site"})
    assert settings.FORDEL_LANGUAGE_COOKIE not in client.cookies
    assert client.post("/sprak/", {"language": "nn", "next": FRONT}).url == FRONT
    assert client.cookies[settings.FORDEL_LANGUAGE_COOKIE].value == "nn"


def test_whoever_is_signed_in_gets_no_version_of_an_event(event: Event, client_of: Make, person_as: Make) -> None:
    own = client_of(person_as("case_officer"))
    assert "ETag" not in own.get(event_address("event", event)).headers
    assert _again(_version(path=EVENTS), EVENTS, own) == 200


def test_the_front_page_leads_to_what_is_ahead_and_nowhere_else(event: Event, person_as: Make) -> None:
    draft = draft_of(event.series, person_as("case_officer"), place="Mosjøen")
    page = _text()
    assert event_address("event", event) in page and event_address("event", draft) not in page
    sitemap = Client().get("/sitemap.xml").content.decode()
    assert event_address("event", event) in sitemap and event_address("event", draft) not in sitemap
    assert f"{EVENTS}</loc>" in sitemap
    Event.objects.filter(pk=event.pk).update(opens_at=now() - timedelta(9), closes_at=now() - timedelta(8))
    Event.objects.filter(pk=event.pk).update(starts_at=now() - timedelta(2), ends_at=now() - timedelta(1))
    assert event_address("event", event) not in _text()


def test_what_is_asked_for_is_shown_in_sums_when_the_deadline_has_passed(imported: Round) -> None:
    total = number_format(imported.reports.aggregate(n=Sum("amount"))["n"], force_grouping=True)
    Round.objects.filter(pk=imported.pk).update(needs_deadline=now() + timedelta(hours=1))
    assert "Meldte behov vises når fristen er ute" in _text()
    assert _digits(total) not in _digits(_text())
    Round.objects.filter(pk=imported.pk).update(needs_deadline=now() - timedelta(hours=1))
    page = _text()
    assert "Meldte behov vises når fristen er ute" not in page
    assert _digits(total) in _digits(page)
    assert "Tildelt" not in page
    for report in imported.reports.select_related("owner"):
        assert report.title not in page
        assert report.owner.name not in page


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text) if text.isdigit() else re.sub(r"[\s\xa0\u202f.,]", "", text)


def test_news_and_guidance_of_the_public_alone_are_there(nordland: Round, person_as: Make) -> None:
    officer = person_as("case_officer")
    announced(officer, title_nb="For alle")
    announced(officer, title_nb="For eierne", audience=("owner",))
    published(officer, title_nb="Artikkel for alle")
    published(officer, title_nb="Artikkel for forumet", audience=["forum_member"])
    page = _text()
    assert "For alle" in page
    assert "Artikkel for alle" in page
    assert "For eierne" not in page
    assert "Artikkel for forumet" not in page


def test_search_engines_find_the_page_in_each_language(nordland: Round) -> None:
    robots = Client().get("/robots.txt").content.decode()
    sitemap = robots.partition("Sitemap: ")[2].strip().removeprefix(settings.FORDEL_ADDRESS)
    places = re.findall(r"<loc>([^<]+)</loc>", Client().get(sitemap).content.decode())
    fronts = [f"{FRONT}{c}/" for c in ("nb", "nn", "en")]
    assert [place.removeprefix(settings.FORDEL_ADDRESS) for place in places] == [*fronts, EVENTS]
    for place in places[: len(fronts)]:
        page = Client().get(place.removeprefix(settings.FORDEL_ADDRESS)).content.decode()
        assert f'<link rel="canonical" href="{place}">' in page
        assert page.count('hreflang="') == 3
        assert 'property="og:title" content="Statsforvalteren i Nordland"' in page
        assert "noindex" not in page


def test_announcements_to_everybody_are_an_atom_feed(nordland: Round, person_as: Make) -> None:
    officer = person_as("case_officer")
    announced(officer, title_nb="Webinar & møte")
    announced(officer, title_nb="For eierne", audience=("owner",))
    for language, title in (("nb", "Webinar & møte"), ("nn", "Nettmøte i februar")):
        answer = Client().get("/nordland/nytt/atom.xml", {"sprak": language})
        assert answer.headers["Content-Type"].startswith("application/atom+xml")
        found = feedparser.parse(answer.content)
        assert not found.bozo
        assert found.version == "atom10"
        assert [entry.title for entry in found.entries] == [title]
        path = found.entries[0].link.removeprefix(settings.FORDEL_ADDRESS)
        assert Client().get(path).status_code == 200


def test_a_first_visit_weighs_little(imported: Round, person_as: Make) -> None:
    officer = person_as("case_officer")
    for number in range(6):
        announced(officer, title_nb=f"Kunngjøring {number}")
        published(officer, title_nb=f"Artikkel {number}")
    page = Client().get(FRONT, headers={"accept-encoding": "gzip"})
    assert len(page.content) + assets_of(gzip.decompress(page.content).decode()) <= MOST_WITHOUT_FONTS


def test_an_office_that_is_unknown_has_no_page(reference_data: None) -> None:
    assert Client().get("/narnia/").status_code == 404
    assert Client().get("/narnia/", headers={"if-none-match": '"x"'}).status_code == 404


def test_visitors_find_the_offices_on_the_first_page(nordland: Round) -> None:
    assert f'href="{FRONT}"' in Client().get("/").content.decode()
