"""News by mail, once a week: what a reader has chosen and may see, once, and ended with one press."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client
from django.urls import reverse

from fordel.news.models import Announcement, Digest, FeedItem
from fordel.news.notices import unsubscribe_token
from fordel.news.services.digests import choose_digest, due_digests, send_digest
from fordel.news.services.feeds import FeedFacts, follow_feed
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import now
from fordel.shared.models import OutboxMail
from fordel.shared.tasks import send_queued_mail
from tests.news.announcements import announced

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
OFFICE = {"office": "nordland"}


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def owner(person_as: Make) -> Person:
    place = Organisation.objects.get(municipality__number="1875", kind="municipality")
    found: Person = person_as("owner", organisation=place)
    return found


def _wants(person: Person, *schemes: str) -> Digest:
    """A reader whose week has passed."""
    digest = choose_digest(person, Office.objects.get(slug="nordland"), schemes, (), is_wanted=True)
    Digest.objects.filter(pk=digest.pk).update(sent_to=now() - timedelta(days=7))
    return digest


def _mail(person: Person) -> OutboxMail:
    return OutboxMail.objects.get(recipient=person.email)


def _shown_item(officer: Person, title: str, **facts: Any) -> FeedItem:
    office = Office.objects.get(slug="nordland")
    feed = follow_feed(office, FeedFacts("Udir", f"https://example.org/{quote(title)}", **facts), officer)
    said = {"state": "shown", "key": title, "link": f"https://example.org/{title}/1", "title": title}
    instant = now()
    return FeedItem.objects.create(
        feed=feed, office=office, **said, published_at=instant, read_at=instant, shown_at=instant
    )


def test_a_reader_gets_one_mail_with_all_that_is_new_and_for_them(officer: Person, owner: Person) -> None:
    digest = _wants(owner)
    announced(officer, title_nb="For eiere", audience=("owner",))
    announced(officer, title_nb="For alle")
    announced(officer, title_nb="For forumet", audience=("forum_member",))
    _shown_item(officer, "Fra Udir")
    send_digest(digest.pk)
    text = _mail(owner).body
    assert [title for title in ("For eiere", "For alle", "Fra Udir", "For forumet") if title in text] == [
        "For eiere",
        "For alle",
        "Fra Udir",
    ]
    send_digest(digest.pk)
    assert OutboxMail.objects.count() == 1


def test_what_was_sent_is_not_sent_again_and_nothing_new_is_no_mail(officer: Person, owner: Person) -> None:
    digest = _wants(owner)
    announced(officer)
    send_digest(digest.pk)
    assert due_digests(now() + timedelta(days=6)) == []
    assert due_digests(now() + timedelta(days=7)) == [digest.pk]
    OutboxMail.objects.all().delete()
    Announcement.objects.update(published_at=now() - timedelta(days=8))
    _wants(owner)
    send_digest(digest.pk)
    assert not OutboxMail.objects.exists()
    assert due_digests(now()) == []


def test_only_the_chosen_schemes_and_themes_and_what_is_about_all(officer: Person, owner: Person) -> None:
    digest = _wants(owner, "collective")
    announced(officer, title_nb="Om vår ordning", schemes=("collective",))
    announced(officer, title_nb="Om alle")
    announced(officer, title_nb="Om fylket", schemes=("collective_upper",))
    _shown_item(officer, "vårt", schemes=("collective",))
    _shown_item(officer, "fylkets", schemes=("collective_upper",))
    send_digest(digest.pk)
    text = _mail(owner).body
    assert "Om vår ordning" in text and "Om alle" in text and "vårt" in text
    assert "Om fylket" not in text and "fylkets" not in text


def test_the_mail_is_in_the_readers_form_of_norwegian(officer: Person, owner: Person) -> None:
    Person.objects.filter(pk=owner.pk).update(language="nn")
    digest = _wants(owner)
    announced(officer)
    send_digest(digest.pk)
    assert "Nettmøte i februar" in _mail(owner).body
    assert _mail(owner).subject == "1 nyhende frå Statsforvalteren i Nordland"


def test_the_mail_program_ends_it_without_cookie_token_or_question(
    officer: Person, owner: Person, settings: LazySettings
) -> None:
    settings.FORDEL_ADDRESS = "https://fordel.example"
    digest = _wants(owner)
    announced(officer)
    send_digest(digest.pk)
    send_queued_mail(mail_id=_mail(owner).pk)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = re.fullmatch(r"<https://fordel\.example(/\S+)>", headers["List-Unsubscribe"])
    assert address is not None
    client = Client(enforce_csrf_checks=True)
    assert client.get(address[1]).status_code == 200
    assert Digest.objects.get().is_wanted, "looking is not ending: mail scanners follow links"
    answer = client.post(address[1], {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Digest.objects.get().is_wanted
    assert due_digests(now()) == []
    assert client.post(address[1]).status_code == 200


def test_other_mails_have_no_such_header(owner: Person) -> None:
    made = OutboxMail.objects.create(recipient=owner.email, subject="Hei", body="Hei", queued_at=now())
    send_queued_mail(mail_id=made.pk)
    assert not {name for name in mail.outbox[0].extra_headers if name.startswith("List-")}


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "9" + token, lambda _token: "x:y"])
def test_a_link_that_was_not_made_here_ends_nothing(owner: Person, change: Callable[[str], str]) -> None:
    digest = _wants(owner)
    token = change(unsubscribe_token(digest))
    assert Client().post(reverse("unsubscribe", kwargs={"token": token})).status_code == 404
    assert Digest.objects.get().is_wanted


def test_a_reader_chooses_on_a_page_and_what_came_while_they_wanted_none_is_old(
    officer: Person, owner: Person, client_of: Make
) -> None:
    page, client = reverse("news:digest", kwargs=OFFICE), client_of(owner)
    assert Client().get(page).status_code == 302
    assert client.get(page).status_code == 200
    assert client.post(page, {"is_wanted": "on", "schemes": ["collective"]}).status_code == 302
    assert (Digest.objects.get().is_wanted, Digest.objects.get().schemes) == (True, ["collective"])
    assert client.post(page, {}).status_code == 302
    Digest.objects.update(sent_to=now() - timedelta(days=30))
    announced(officer)
    assert client.post(page, {"is_wanted": "on"}).status_code == 302
    assert due_digests(now()) == []


def test_whoever_is_erased_gets_no_more(officer: Person, owner: Person) -> None:
    digest = _wants(owner)
    announced(officer)
    Person.objects.filter(pk=owner.pk).update(is_active=False)
    assert due_digests(now()) == []
    send_digest(digest.pk)
    assert not OutboxMail.objects.exists()
