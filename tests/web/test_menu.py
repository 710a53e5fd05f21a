"""Which entry of the main menu is marked as the current one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from fordel.parties.models import Organisation, Role

pytestmark = pytest.mark.django_db
CURRENT = re.compile(r'<a href="([^"]*)"\s+aria-current="page"')


@pytest.mark.parametrize("role", [Role.CASE_OFFICER, Role.APPROVER, Role.AUDITOR, Role.OWNER, Role.NATIONAL_READER])
def test_an_entry_marks_itself_and_the_start_page_no_other_page(
    nordland: object, client_as: Callable[..., Any], role: Role
) -> None:
    """A page that is in no entry (one's own details, a page that is refused or not there) marks none."""
    owner = {"organisation": Organisation.objects.filter(kind="municipality")[0]} if role == Role.OWNER else {}
    client: Client = client_as(role, **owner)
    start = client.get("/", follow=True)
    menu = start.content.decode().split('class="main-menu"', 1)[1].split("</nav>", 1)[0]
    entries = re.findall(r'<a href="([^"]*)"', menu)
    assert entries
    for entry in entries:
        assert CURRENT.findall(client.get(entry, follow=True).content.decode()) == [entry], entry
    for path in ("/meg/", "/nordland/kollektiv/2026/finnes-ikke/", "/nordland/kollektiv/2026/oppsett/aar/", "/om/"):
        page = client.get(path).content.decode()
        assert not {"/", start.request["PATH_INFO"]} & set(CURRENT.findall(page)), path
