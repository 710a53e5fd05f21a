"""Feeds that an office follows: what is read, what is refused, and what readers get."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from fordel.news.feeds import download as downloading
from fordel.news.feeds.download import DownloadError, download
from fordel.news.models import Feed, FeedItem
from fordel.news.services import feeds as service
from fordel.news.services.feeds import FeedFacts, due_feeds, follow_feed, read_feed
from fordel.parties.models import Office, Person
from fordel.shared.clock import now
from fordel.shared.models import AuditEntry
from tests.news.server import Answer, Server, feed, item, packed, serving

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
OFFICE = {"office": "nordland"}


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Server]:
    with serving() as running:
        settings.FORDEL_LOCAL_FEEDS = frozenset({running.place})
        yield running


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def follow(officer: Person, server: Server) -> Callable[..., Feed]:
    def make(address: str = "", **facts: Any) -> Feed:
        office = Office.objects.get(slug="nordland")
        return follow_feed(office, FeedFacts("Udir", address or server.address(), **facts), officer)

    return make


def _read(feed_: Feed) -> Feed:
    """The feed after it was read, whether it was due or not."""
    Feed.objects.filter(pk=feed_.pk).update(next_read_at=now())
    read_feed(feed_.pk)
    return Feed.objects.get(pk=feed_.pk)


def _titles() -> list[str]:
    return list(FeedItem.objects.order_by("pk").values_list("title", flat=True))


def test_what_is_new_waits_for_the_office_and_is_shown_when_it_says_so(
    server: Server, follow: Callable[..., Feed], officer: Person, client_of: Make
) -> None:
    server.answers["/feed.xml"] = Answer(feed(item("1", "Første"), item("2", "Andre")))
    assert (_read(follow()).problem, _titles()) == ("", ["Første", "Andre"])
    news, client = reverse("news:news", kwargs=OFFICE), client_of(officer)
    assert "Første" not in Client().get(news).content.decode()
    first = FeedItem.objects.get(title="Første")
    show = reverse("news:show-item", kwargs={**OFFICE, "feed_item_id": first.pk})
    assert client.post(show).status_code == 302
    page = Client().get(news).content.decode()
    assert "Første" in page
    assert "Andre" not in page
    assert client.post(show).status_code == 409
    hide = reverse("news:hide-item", kwargs={**OFFICE, "feed_item_id": first.pk})
    assert client.post(hide).status_code == 302
    assert "Første" not in Client().get(news).content.decode()


def test_a_feed_without_approval_is_shown_at_once(server: Server, follow: Callable[..., Feed]) -> None:
    server.answers["/feed.xml"] = Answer(feed(item("1", "Første")))
    _read(follow(needs_approval=False))
    assert "Første" in Client().get(reverse("news:news", kwargs=OFFICE)).content.decode()


def test_an_item_is_known_again_by_its_id_and_by_its_link(server: Server, follow: Callable[..., Feed]) -> None:
    followed = follow()
    server.answers["/feed.xml"] = Answer(feed(item("1", "Første")))
    _read(followed)
    moved = item("1", "Samme id").replace("example.org/1", "example.org/flyttet")
    same_link = item("2", "Samme lenke").replace("example.org/2", "example.org/1")
    server.answers["/feed.xml"] = Answer(feed(moved, same_link, item("3", "Ny"), item("3", "To ganger")))
    _read(followed)
    assert _titles() == ["Første", "Ny"]
    counts = [each.details for each in AuditEntry.objects.filter(action="news.feed.read").order_by("pk")]
    assert counts == [{"count": 1}, {"count": 1}]


def test_an_unchanged_feed_is_asked_for_by_what_its_server_said_of_it(
    server: Server, follow: Callable[..., Feed]
) -> None:
    followed = follow()
    headers = {"ETag": '"v1"', "Last-Modified": "Mon, 05 Jan 2026 08:00:00 GMT", "Content-Type": "application/rss+xml"}
    server.answers["/feed.xml"] = Answer(feed(item("1")), headers=headers)
    _read(followed)
    server.answers["/feed.xml"] = Answer(status=304)
    again = _read(followed)
    assert (again.problem, again.etag, again.failures) == ("", '"v1"', 0)
    assert server.asked[-1]["if-none-match"] == '"v1"'
    assert server.asked[-1]["if-modified-since"] == headers["Last-Modified"]
    assert len(_titles()) == 1


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        pytest.param(Answer(b"x" * (downloading.MOST_BYTES + 1)), "too_big", id="huge"),
        pytest.param(packed(b" " * (downloading.MOST_UNPACKED + 1)), "too_big", id="gzip bomb"),
        pytest.param(
            Answer(b"<html><body>Hei</body></html>", headers={"Content-Type": "text/html"}), "no_feed", id="page"
        ),
        pytest.param(Answer(b""), "no_feed", id="empty"),
        pytest.param(Answer(b"\x1f\x8b broken", headers={"Content-Encoding": "gzip"}), "no_feed", id="broken gzip"),
        pytest.param(Answer(feed(item("1")), headers={"Content-Encoding": "br"}), "no_feed", id="unknown packing"),
        pytest.param(Answer(feed(item("1")), status=500), "refused", id="error"),
        pytest.param(Answer(status=302, headers={"Location": "/feed.xml"}), "redirects", id="circle"),
        pytest.param(Answer(status=301, headers={"Location": "ftp://example.org/"}), "internal", id="ftp"),
        pytest.param(Answer(status=301, headers={"Location": "file:///etc/passwd"}), "internal", id="file"),
    ],
)
def test_what_is_no_feed_is_refused_and_the_office_sees_why(
    server: Server, follow: Callable[..., Feed], officer: Person, client_of: Make, answer: Answer, problem: str
) -> None:
    server.answers["/feed.xml"] = answer
    read = _read(follow())
    assert (read.problem, read.failures, _titles()) == (problem, 1, [])
    page = client_of(officer).get(reverse("news:feeds", kwargs=OFFICE)).content.decode()
    assert str(read.get_problem_display()) in page


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE r [<!entity % x SYSTEM "http://127.0.0.1/">%x;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_feed_that_declares_entities_is_refused(
    server: Server, follow: Callable[..., Feed], declared: str, encoding: str
) -> None:
    text = feed(item("1", "&x;")).decode().replace("<rss", f"{declared}<rss", 1).replace("utf-8", encoding)
    server.answers["/feed.xml"] = Answer(text.encode(encoding))
    assert (_read(follow()).problem, _titles()) == ("no_feed", [])


@pytest.mark.parametrize("target", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254"])
def test_a_redirect_into_a_closed_network_is_not_followed(
    server: Server, follow: Callable[..., Feed], target: str
) -> None:
    with serving() as inner:
        inner.answers["/"] = Answer(feed(item("1", "Hemmelig")))
        server.answers["/feed.xml"] = Answer(status=301, headers={"Location": f"http://{target}:{inner.port}/"})
        assert _read(follow()).problem == "internal"
        assert inner.asked == []


@pytest.mark.parametrize(
    "number",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "100.64.0.1", "224.0.0.1"),
        *("::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "240.0.0.1"),
    ],
)
def test_a_name_that_leads_into_a_closed_network_is_not_asked(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setattr(downloading.socket, "getaddrinfo", lambda *_asked, **_how: [(0, 0, 0, "", (number, 80))])
    with pytest.raises(DownloadError, match="internal"):
        download("http://example.org/feed.xml")


def test_the_host_is_looked_up_once_and_the_address_that_was_checked_is_asked(
    server: Server, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up: list[str] = []

    def once(host: str, port: int, **_how: object) -> list[Any]:
        looked_up.append(host)
        assert len(looked_up) == 1, "the second answer could be another address"
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    name = f"feeds.example:{server.port}"
    settings.FORDEL_LOCAL_FEEDS = frozenset({name})
    monkeypatch.setattr(downloading.socket, "getaddrinfo", once)
    monkeypatch.setattr(downloading.socket, "create_connection", _connect_by_number)
    server.answers["/feed.xml"] = Answer(feed(item("1")))
    assert download(f"http://{name}/feed.xml").content == feed(item("1"))
    assert server.asked[0]["host"] == name


def _connect_by_number(address: tuple[str, int], timeout: float) -> Any:
    """As the real one, which would look a name up: numbers alone are taken."""
    connection = downloading.socket.socket()
    connection.settimeout(timeout)
    connection.connect((downloading.ipaddress.ip_address(address[0]).compressed, address[1]))
    return connection


def test_three_redirects_are_followed_and_a_fourth_is_not(server: Server) -> None:
    for step in range(4):
        server.answers[f"/{step}"] = Answer(status=302, headers={"Location": f"/{step + 1}"})
    server.answers["/4"] = Answer(feed(item("1")))
    assert download(server.address("/1")).address == server.address("/4")
    with pytest.raises(DownloadError, match="redirects"):
        download(server.address("/0"))


@pytest.mark.parametrize("begins", [b"", b"<rss"])
def test_a_server_that_never_finishes_is_left(server: Server, begins: bytes) -> None:
    def drip(write: Callable[[bytes], object]) -> None:
        write(begins)
        while not server.ended.wait(0.05):
            write(b" ")

    server.answers["/feed.xml"] = Answer(drip)
    with pytest.raises(DownloadError, match="slow"):
        download(server.address(), seconds=0.4)


def test_an_answer_that_stops_half_way_is_not_taken_for_the_whole(server: Server, follow: Callable[..., Feed]) -> None:
    headers = {"Content-Type": "application/rss+xml", "Content-Length": "9999"}
    body = feed(item("1"))
    server.answers["/feed.xml"] = Answer(lambda write: write(body) and None, headers=headers)
    assert (_read(follow()).problem, _titles()) == ("unreachable", [])


@pytest.mark.parametrize(
    ("written", "said"), [("iso-8859-1", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-8", "us-ascii"), ("utf-8", "rot13")]
)
def test_letters_survive_a_server_that_names_the_wrong_set_of_characters(
    server: Server, follow: Callable[..., Feed], written: str, said: str
) -> None:
    headers = {"Content-Type": f"application/rss+xml; charset={said}"}
    server.answers["/feed.xml"] = Answer(feed(item("1", "Språk"), encoding=written), headers=headers)
    read = _read(follow())
    assert read.problem == ""
    assert len(_titles()) == 1
    if said != "iso-8859-1":  # every text can be read as it, so nobody can tell
        assert _titles() == ["Språk"]


@pytest.mark.parametrize("day", ["Fri, 01 Jan 2100 00:00:00 GMT", "", "i morgen", "Mon, 99 Foo 99999 99:99:99 GMT"])
def test_a_day_to_come_or_none_at_all_is_the_day_it_was_read(
    server: Server, follow: Callable[..., Feed], day: str
) -> None:
    server.answers["/feed.xml"] = Answer(feed(item("1", day=day)))
    _read(follow())
    found = FeedItem.objects.get()
    assert found.published_at <= found.read_at <= now()


def test_a_day_that_has_been_is_kept(server: Server, follow: Callable[..., Feed]) -> None:
    server.answers["/feed.xml"] = Answer(feed(item("1")))
    _read(follow())
    assert FeedItem.objects.get().published_at == datetime(2026, 1, 5, 8, tzinfo=UTC)


def test_markup_and_script_are_taken_out_and_links_that_run_are_left_out(
    server: Server, follow: Callable[..., Feed]
) -> None:
    text = "<script>alert(1)</script><p>En</p><p>To &amp; tre</p>"
    hostile = item("1", escape("<b>Fet</b>"), escape(text))
    runs = item("2", "Kjører").replace("https://example.org/2", "javascript:alert(1)")
    server.answers["/feed.xml"] = Answer(feed(hostile, runs))
    _read(follow())
    assert [(each.title, each.summary) for each in FeedItem.objects.all()] == [("Fet", "En To & tre")]


def test_an_atom_feed_is_read_too(server: Server, follow: Callable[..., Feed]) -> None:
    server.answers["/feed.xml"] = Answer(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title><entry><id>urn:1</id><title>Atomnytt</title>'
        b'<link href="https://example.org/a"/><updated>2026-01-05T08:00:00Z</updated></entry></feed>'
    )
    _read(follow())
    assert _titles() == ["Atomnytt"]


def test_a_feed_that_fails_is_asked_ever_less_often_and_at_once_when_it_works(
    server: Server, follow: Callable[..., Feed]
) -> None:
    followed = follow()
    waits = []
    for _time in range(8):
        read = _read(followed)
        assert read.read_at is not None
        waits.append(read.next_read_at - read.read_at)
    assert waits[0] > service.EVERY
    assert all(later >= sooner for sooner, later in itertools.pairwise(waits))
    assert waits[-1] == service.LONGEST_WAIT
    server.answers["/feed.xml"] = Answer(feed(item("1")))
    read = _read(followed)
    assert read.read_at is not None
    assert (read.failures, read.problem, read.next_read_at - read.read_at) == (0, "", service.EVERY)


def test_a_feed_that_is_not_due_or_not_followed_is_not_asked(server: Server, follow: Callable[..., Feed]) -> None:
    followed = follow()
    assert due_feeds(now()) == [followed.pk]
    _read(followed)
    assert due_feeds(now()) == []
    read_feed(followed.pk)
    Feed.objects.update(is_followed=False, next_read_at=now())
    read_feed(followed.pk)
    assert due_feeds(now()) == []
    assert len(server.asked) == 1


def test_what_came_from_the_old_address_is_dropped_if_the_feed_was_changed_meanwhile(
    server: Server, follow: Callable[..., Feed]
) -> None:
    followed = follow()

    def change_first(write: Callable[[bytes], object]) -> None:
        write(feed(item("1")))

    server.answers["/feed.xml"] = Answer(change_first)
    found = service.download(followed.address)
    Feed.objects.update(address="https://example.org/ny.xml")
    service._keep(followed.pk, followed.address, found, service.entries_of(found, now()), "")
    assert _titles() == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"address": "udir.no/rss"}, "address"),
        ({"address": "ftp://example.org/feed"}, "address"),
        ({"address": "https://user:pass@example.org/"}, "address"),
        ({"address": "https://example.org:99999/"}, "address"),
        ({"address": "https://example.org/" + "x" * 400}, "address"),
        ({"name": " "}, "name"),
    ],
)
def test_what_is_no_feed_to_follow_is_refused_at_its_field(
    officer: Person, client_of: Make, typed: dict[str, str], field: str
) -> None:
    facts = {"name": "Udir", "address": "https://www.udir.no/rss", "approval": "yes", "is_followed": "on"}
    page = client_of(officer).post(reverse("news:new-feed", kwargs=OFFICE), facts | typed)
    assert (page.status_code, list(page.context["form"].errors)) == (422, [field])


def test_the_same_feed_is_followed_once(officer: Person, client_of: Make) -> None:
    client, new = client_of(officer), reverse("news:new-feed", kwargs=OFFICE)
    facts = {"name": "Udir", "address": "https://www.udir.no/rss", "approval": "no", "is_followed": "on"}
    assert client.post(new, facts).status_code == 302
    assert client.post(new, facts).status_code == 422
    found = Feed.objects.get()
    assert not found.needs_approval
    one = reverse("news:feed", kwargs={**OFFICE, "feed_id": found.pk})
    assert client.post(one, facts | {"name": "Utdanningsdirektoratet"}).status_code == 302
    assert Feed.objects.get().name == "Utdanningsdirektoratet"
