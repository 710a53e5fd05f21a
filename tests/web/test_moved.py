"""Addresses from when seats, meetings and history belonged to a year lead to where the pages are now."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from fordel.parties.models import Person

MOVED = {
    "moter/": "/nordland/moter/",
    "moter/7/": "/nordland/moter/7/",
    "moter/7/papirer/3/": "/nordland/moter/7/papirer/3/",
    "moter/oppgaver/?side=2": "/nordland/moter/oppgaver/?side=2",
    "forum/": "/nordland/forum/",
    "forum/plass/12/": "/nordland/forum/plass/12/",
    "forum/habilitet/": "/nordland/kollektiv/2026/habilitet/",
    "forum/prioritering/": "/nordland/kollektiv/2026/prioritering/",
    "forum/moter/7/avstemning/3/enig/": "/nordland/kollektiv/2026/avstemninger/7/3/enig/",
    "historikk/": "/nordland/historikk/",
    "historikk/?side=2&q=a%20b": "/nordland/historikk/?side=2&q=a%20b",
}


@pytest.mark.django_db
@pytest.mark.parametrize("old", MOVED)
def test_an_old_address_leads_to_the_new_one(nordland: object, old: str) -> None:
    client, address = Client(), f"/nordland/2026/{old}"
    for ask in (client.get, client.head):
        answer = ask(address)
        assert (answer.status_code, answer.headers["Location"]) == (301, MOVED[old])
    assert client.post(address).status_code == 404


@pytest.mark.django_db
def test_the_menu_marks_the_entry_that_a_moved_page_belongs_to(
    nordland: object, person_as: object, client_of: object
) -> None:
    officer: Person = person_as("case_officer")
    client: Client = client_of(officer)
    for path, entry in (
        ("/nordland/moter/", "Møter"),
        ("/nordland/forum/", "Forum"),
        ("/nordland/kollektiv/2026/habilitet/", "Forum"),
        ("/nordland/kollektiv/2026/prioritering/", "Forum"),
    ):
        page = client.get(path).content.decode()
        assert len(re.findall(rf'aria-current="page"\s*>\s*{entry}\b', page)) == 1, path
