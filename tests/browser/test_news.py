"""News at a browser, at both widths: a feed item that becomes a mail, and a search by each role."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from django.conf import LazySettings
from django.urls import reverse
from playwright.sync_api import expect

from fordel.news.models import Digest, Feed
from fordel.news.services.digests import send_digest
from fordel.news.services.feeds import read_feed
from fordel.parties.models import Organisation
from fordel.shared.clock import now
from fordel.shared.models import OutboxMail
from tests.news.announcements import announced
from tests.news.server import Answer, feed, item, serving

pytestmark = pytest.mark.django_db(transaction=True)
Make = Callable[..., Any]
OFFICE: Final = {"office": "nordland"}
WIDTHS: Final = pytest.mark.parametrize("width", [1280, 390])


@WIDTHS
def test_an_item_of_a_feed_becomes_news_by_mail_that_the_reader_ends(
    nordland: Any, visitor_as: Make, settings: LazySettings, width: int
) -> None:
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    officer = visitor_as("case_officer", width=width)
    owner = visitor_as("owner", organisation=hamaroy, width=width)
    owner.goto(reverse("news:news", kwargs=OFFICE))
    owner.follow("Få nyheter på e-post")
    owner.page.get_by_label("Send meg det som er nytt, én gang i uken").check()
    owner.press("Lagre")
    with serving() as server:
        settings.FORDEL_LOCAL_FEEDS = frozenset({server.place})
        server.answers["/feed.xml"] = Answer(feed(item("1", "Ny veileder om partnerskap")))
        officer.goto(reverse("news:feeds", kwargs=OFFICE))
        officer.follow("Følg en nyhetsstrøm")
        officer.page.get_by_label("Hva heter det?").fill("Udir")
        officer.page.get_by_label("Adressen til nyhetsstrømmen").fill(server.address())
        officer.press("Lagre")
        read_feed(Feed.objects.get().pk)
    officer.goto(reverse("news:feeds", kwargs=OFFICE))
    officer.page.get_by_role("button", name="Vis Ny veileder om partnerskap").click()
    officer.page.wait_for_load_state()
    officer.check()
    owner.goto(reverse("news:news", kwargs=OFFICE))
    expect(owner.page.get_by_role("link", name="Ny veileder om partnerskap")).to_be_visible()
    digest = Digest.objects.get()
    Digest.objects.update(sent_to=now() - timedelta(days=7))
    send_digest(digest.pk)
    text = OutboxMail.objects.get(recipient=digest.person.email).body
    assert "Ny veileder om partnerskap" in text
    found = re.search(r"https?://[^/]+(/avmeld/\S+)", text)
    assert found is not None
    reader = visitor_as(None, width=width)
    reader.goto(found[1])
    reader.press("Stans e-postene")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Du får ikke flere av disse e-postene")
    assert not Digest.objects.get().is_wanted


@WIDTHS
def test_each_role_finds_what_is_for_it_by_the_box_in_the_header(
    nordland: Any, person_as: Make, visitor_as: Make, width: int
) -> None:
    officer = person_as("case_officer")
    for audience in ("public", "owner", "partner", "forum_member"):
        announced(officer, title_nb=f"Fjelltjern {audience}", audience=(audience,))
    hamaroy = Organisation.objects.get(municipality__number="1875", kind="municipality")
    university = Organisation.objects.filter(kind="university").order_by("pk")[0]
    every = {"public", "owner", "partner", "forum_member"}
    expected: dict[str | None, set[str]] = {
        "case_officer": every,
        "approver": every,
        "auditor": every,
        "forum_member": {"public", "forum_member"},
        "owner": {"public", "owner"},
        "partner": {"public", "partner"},
        "national_reader": {"public"},
        None: {"public"},
    }
    places = {"owner": {"organisation": hamaroy}, "partner": {"organisation": university}}
    for role, audiences in expected.items():
        visitor = visitor_as(role, width=width, sits=role == "forum_member", **places.get(role or "", {}))
        visitor.goto("/om/")
        visitor.page.locator(".search-menu summary").press("Enter")
        visitor.page.locator("#search-words").fill("fjelltjernet")
        visitor.page.locator("#search-words").press("Enter")
        visitor.page.wait_for_url("**/sok/**")
        visitor.check()
        titles = visitor.page.locator("main .article-link").all_inner_texts()
        assert set(titles) == {f"Fjelltjern {audience}" for audience in audiences}, role


@WIDTHS
def test_the_public_front_page_is_read_without_an_account_in_three_languages(
    imported: Any, person_as: Make, visitor_as: Make, width: int
) -> None:
    announced(person_as("case_officer"))
    visitor = visitor_as(None, width=width)
    visitor.goto("/")
    visitor.follow("Statsforvalteren i Nordland")
    expect(visitor.page.get_by_role("heading", level=2, name="Nyheter")).to_be_visible()
    for language in ("nn", "en"):
        visitor.goto(reverse("public-in", kwargs={**OFFICE, "language": language}))
        expect(visitor.page.locator("html")).to_have_attribute("lang", language)
