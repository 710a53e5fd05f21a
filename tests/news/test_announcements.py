"""Announcements: written in both forms, published, changed, shown to those they are for, withdrawn and over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from fordel.news.models import Announcement
from fordel.news.services.announcements import Said, begin_announcement, withdraw_announcement
from fordel.parties.models import Office, Organisation, Person
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from tests.news.announcements import WHOLE, announced
from tests.support.seats import seat_for
from tests.support.steps import carry_out

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
OFFICE = {"office": "nordland"}


@pytest.fixture
def hamaroy(reference_data: None) -> Organisation:
    return Organisation.objects.get(municipality__number="1875", kind="municipality")


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


def _url(name: str, found: Announcement) -> str:
    return reverse(f"news:{name}", kwargs={**OFFICE, "announcement_id": found.pk})


def _titles(client: Client) -> list[str]:
    response = client.get(reverse("news:news", kwargs=OFFICE))
    return [each.title for each in response.context["announcements"]]


def test_an_officer_writes_publishes_changes_and_withdraws_through_the_pages(officer: Person, client_of: Make) -> None:
    client: Client = client_of(officer)
    assert client.get(reverse("news:new", kwargs=OFFICE)).status_code == 200
    page = client.post(reverse("news:new", kwargs=OFFICE), WHOLE)
    found = Announcement.objects.get()
    assert page.headers["Location"] == _url("announcement", found)
    assert _titles(Client()) == []
    assert client.post(_url("publish", found)).status_code == 302
    assert _titles(Client()) == [WHOLE["title_nb"]]
    assert client.post(_url("change", found), WHOLE | {"title_nb": "Webinar i mars"}).status_code == 302
    assert _titles(Client()) == ["Webinar i mars"]
    carry_out(client, _url("withdraw", found))
    assert _titles(Client()) == []
    assert client.post(_url("publish", found)).status_code == 302
    assert _titles(Client()) == ["Webinar i mars"]


@pytest.mark.parametrize("missing", ["title_nb", "text_nb", "title_nn", "text_nn", "audience"])
def test_what_is_missing_stops_publishing_and_is_said_on_the_page(
    officer: Person, client_of: Make, missing: str
) -> None:
    client: Client = client_of(officer)
    office = Office.objects.get(slug="nordland")
    found = begin_announcement(office, Said(**{**WHOLE, missing: type(WHOLE[missing])()}), officer)
    assert client.post(_url("publish", found)).status_code == 409
    assert Announcement.objects.get().state == "draft"
    refusal = client.get(_url("announcement", found)).context["refusal"]
    assert refusal.field == missing


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title_nb": "x" * 161}, "title_nb"),
        ({"text_nn": "x" * 4001}, "text_nn"),
        ({"title_nb": "", "title_nn": " "}, "title_nb"),
        ({"shown_from": "2026-03-02", "shown_to": "2026-03-01"}, "shown_to"),
        ({"shown_from": "31.02.2026"}, "shown_from"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_with_what_was_typed(
    officer: Person, client_of: Make, typed: dict[str, str], field: str
) -> None:
    page = client_of(officer).post(reverse("news:new", kwargs=OFFICE), WHOLE | typed)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert WHOLE["text_nb"].splitlines()[0] in page.content.decode()
    assert not Announcement.objects.exists()


def test_a_published_one_cannot_lose_a_form_of_norwegian(officer: Person, client_of: Make) -> None:
    found = announced(officer)
    page = client_of(officer).post(_url("change", found), WHOLE | {"text_nn": ""})
    assert page.status_code == 422
    assert Announcement.objects.get().text_nn == WHOLE["text_nn"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Announcement.objects.update(text_nn="")


def test_it_is_shown_from_its_first_to_its_last_day(officer: Person) -> None:
    days = {"før": (1, 2), "nå": (0, 0), "etter": (-2, -1)}
    for title, (first, last) in days.items():
        day = today()
        announced(officer, title_nb=title, shown_from=day + timedelta(days=first), shown_to=day + timedelta(days=last))
    assert _titles(Client()) == ["nå"]
    early = Announcement.objects.get(title_nb="før")
    assert Client().get(_url("announcement", early)).status_code == 302


def test_each_reader_gets_what_is_for_them(
    officer: Person, person_as: Make, client_of: Make, hamaroy: Organisation
) -> None:
    for audience in ("public", "owner", "partner", "forum_member"):
        announced(officer, title_nb=audience, audience=(audience,))
    owner = person_as("owner", organisation=hamaroy)
    expected = {
        client_of(officer): {"public", "owner", "partner", "forum_member"},
        client_of(owner): {"public", "owner"},
        client_of(seat_for(person_as("forum_member")).person): {"public", "forum_member"},
        client_of(person_as("forum_member")): {"public"},
        client_of(person_as("forum_member", office="troms-og-finnmark")): {"public"},
        client_of(person_as("national_reader")): {"public"},
        Client(): {"public"},
    }
    for client, titles in expected.items():
        assert set(_titles(client)) == titles
        for found in Announcement.objects.all():
            is_open = client.get(_url("announcement", found)).status_code == 200
            assert is_open == (found.title_nb in titles)


def test_owners_get_what_is_about_a_scheme_of_theirs_alone(
    officer: Person, person_as: Make, client_of: Make, hamaroy: Organisation
) -> None:
    announced(officer, title_nb="vår", audience=("owner",), schemes=("collective",))
    announced(officer, title_nb="fylkets", audience=("owner",), schemes=("collective_upper",))
    municipality = client_of(person_as("owner", organisation=hamaroy))
    assert _titles(municipality) == ["vår"]
    county = Organisation.objects.filter(kind="county", municipality__office__slug="nordland").first()
    if county is not None:
        assert _titles(client_of(person_as("owner", organisation=county))) == ["fylkets"]


def test_what_is_pinned_comes_first_on_start_pages_and_in_the_list(
    officer: Person, person_as: Make, client_of: Make, nordland: Any, hamaroy: Organisation
) -> None:
    announced(officer, title_nb="festet", is_pinned=True)
    announced(officer, title_nb="nyere")
    announced(officer, title_nb="for forum", audience=("forum_member",))
    assert _titles(Client()) == ["festet", "nyere"]
    start = client_of(officer).get(reverse("start", kwargs={**nordland.where}))
    assert [note.title for note in start.context["notes"]] == ["festet", "for forum", "nyere"]
    home = client_of(person_as("owner", organisation=hamaroy)).get("/")
    assert [note.title for note in home.context["notes"]] == ["festet", "nyere"]


def test_readers_of_nynorsk_get_nynorsk_and_readers_of_english_are_told_the_language(officer: Person) -> None:
    found = announced(officer)
    nb, nn = WHOLE["title_nb"], WHOLE["title_nn"]
    for language, heading in (("nn", f"<h1>{nn}"), ("en", f'<h1 lang="nb">{nb}'), ("nb", f"<h1>{nb}")):
        client = Client()
        client.cookies["fordel_language"] = language
        assert heading in re.sub(r"\s*\n\s*", "", client.get(_url("announcement", found)).content.decode())


def test_markup_in_a_text_is_shown_as_it_was_typed(officer: Person) -> None:
    found = announced(officer, text_nb="<script>alert(1)</script> <b>fet</b>")
    page = Client().get(_url("announcement", found)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;fet" in page


def test_another_offices_officer_changes_nothing(officer: Person, person_as: Make) -> None:
    found = announced(officer)
    with pytest.raises(UserError):
        withdraw_announcement(found.pk, person_as("case_officer", office="troms-og-finnmark"))
    assert Announcement.objects.get().state == "published"
