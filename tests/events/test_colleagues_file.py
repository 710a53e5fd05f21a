"""Colleagues from a spreadsheet: the same list as the pasted one, and what is wrong is named by its row."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fordel.events.models import Booking, Event, Participant
from fordel.events.presentation.addresses import event_address
from fordel.events.presentation.registering import booking_path
from fordel.events.services.people import FILE_LIMITS, MOST
from fordel.parties.models import Person
from fordel.shared.models import OutboxMail
from tests.clients import client_of
from tests.reports.intake.workbooks import workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("Navn", "E-post", "Tilrettelegging", "Mat")


def _people(count: int) -> list[list[str]]:
    return [[f"Navn {number}", f"navn{number}@example.org"] for number in range(count)]


def _posted(event: Event, officer: Person, content: bytes, name: str = "kolleger.xlsx", **more: str) -> Any:
    browser = client_of(officer)
    typed = {"agrees": "on", "file": SimpleUploadedFile(name, content), **more}
    return browser, browser.post(event_address("register", event), typed)


def test_a_spreadsheet_is_added_to_what_is_pasted_with_the_needs_in_it(event: Event, officer: Person) -> None:
    rows = [["Ola Berg", "Ola@Example.org", "Rullestol", ""], ["Ann Lie", "ann@example.org", "", "Nøtter"]]
    browser, answer = _posted(event, officer, workbook(rows, HEADINGS), colleagues="Uli, uli@example.org")
    booking = Booking.objects.get()
    assert answer.headers["Location"] == booking_path("booking", booking)
    page = browser.get(booking_path("booking", booking)).content.decode()
    assert all(word in page for word in ("Uli", "Ola Berg", "Rullestol", "Nøtter"))
    assert browser.post(booking_path("send", booking), {"code": ""}).status_code == 302
    found = list(Participant.objects.values_list("email", "access", "food"))
    assert found == [
        ("uli@example.org", "", ""),
        ("ola@example.org", "Rullestol", ""),
        ("ann@example.org", "", "Nøtter"),
    ]
    booking.refresh_from_db()
    assert booking.people == [], "what was written of needs is with the participants alone"


def test_needs_that_the_event_does_not_ask_for_are_not_kept(event: Event, officer: Person) -> None:
    Event.objects.filter(pk=event.pk).update(asks_food=False)
    _posted(event, officer, workbook([["Ann Lie", "ann@example.org", "Teleslynge", "Nøtter"]], HEADINGS))
    assert Booking.objects.get().people == [["Ann Lie", "ann@example.org", "Teleslynge", ""]]


def test_forty_colleagues_with_two_wrong_addresses_are_named_by_row_and_corrected_in_the_list(
    event: Event, officer: Person
) -> None:
    rows = _people(40)
    rows[7][1], rows[31][1] = "", "navn31@example"
    browser, answer = _posted(event, officer, workbook(rows, HEADINGS), colleagues="Uli, uli@example.org")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#colleagues"' in page
    assert "2 rader i kolleger.xlsx" in page and "rad 9 «Navn 7»" in page and "rad 33 «Navn 31, navn31@example»" in page
    assert "Uli, uli@example.org" in page and all(name in page for name, _address in rows)
    assert not Booking.objects.exists() and not OutboxMail.objects.exists()
    rows[7][1], rows[31][1] = "navn7@example.org", "navn31@example.org"
    corrected = "\n".join(", ".join(row) for row in rows)
    assert browser.post(event_address("register", event), {"agrees": "on", "colleagues": corrected}).status_code == 302
    assert len(Booking.objects.get().people) == 40


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_csv_file_without_headings_is_read(event: Event, officer: Person, separator: str) -> None:
    content = "\n".join(separator.join(row) for row in _people(3)).encode("utf-8-sig")
    _posted(event, officer, content, "liste.csv")
    assert [email for _name, email, *_needs in Booking.objects.get().people] == [row[1] for row in _people(3)]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("tom.xlsx", workbook([], HEADINGS), "Det står ingen i filen"),
        ("mange.xlsx", workbook(_people(MOST + 1), HEADINGS), "101"),
        ("bilde.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "filen"),
        ("stor.csv", b"a" * (FILE_LIMITS.file_size + 1), "2 MB"),
        ("lang.xlsx", workbook([[f"Navn {n}", ""] for n in range(FILE_LIMITS.rows + 5)], HEADINGS), "rad"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_what_was_typed_is_still_there(
    event: Event, officer: Person, name: str, content: bytes, says: str
) -> None:
    _browser, answer = _posted(event, officer, content, name, colleagues="Uli, uli@example.org")
    page = answer.content.decode()
    assert answer.status_code == 422 and 'href="#file"' in page
    assert says in page and "Uli, uli@example.org" in page
    assert not Booking.objects.exists()


def test_needs_that_are_too_long_are_refused_by_name(event: Event, officer: Person) -> None:
    _browser, answer = _posted(event, officer, workbook([["Ann Lie", "ann@example.org", "x" * 301, ""]], HEADINGS))
    page = answer.content.decode()
    assert answer.status_code == 422 and "behovene til Ann Lie" in page and "x" * 301 in page


def test_the_page_begins_with_what_most_people_choose(event: Event) -> None:
    page = Client().get(event_address("register", event)).content.decode()
    assert re.search(r'<input[^>]*name="takes_part"[^>]*checked', page)
