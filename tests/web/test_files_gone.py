"""Files that are not on the disk any more: every address that sends or reads one says so in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fordel.decisions.models import Letter
from fordel.decisions.services.letters import write_letter_pdf
from fordel.shared.models import StoredFile
from tests.support.access_walk import close
from tests.support.access_world import World, make_world
from tests.support.fuzz_walk import Address, addresses_of

pytestmark = pytest.mark.django_db
SENDS_A_FILE = {
    *("reports:import-original", "reports:report-original", "reports:report-attachment", "own_needs:attachment"),
    *("meetings:paper", "letters:pdf", "decisions:all-letters", "reports:import-bad-rows"),
}


@pytest.fixture
def world(imported: Any, person_as: Callable[..., Any]) -> World:
    return make_world(imported, person_as)


def _pages(world: World) -> Iterator[tuple[Address, Client]]:
    for address in addresses_of(world):
        if address.is_seen:
            yield address, world.clients[address.actor]


def test_every_address_says_that_a_file_is_gone(world: World, settings: Any) -> None:
    for letter in Letter.objects.all():
        write_letter_pdf(letter.pk)
    for path in Path(settings.FORDEL_FILES).rglob("*"):
        if path.is_file():
            path.unlink()
    assert StoredFile.objects.exists()
    told = set()
    for address, client in _pages(world):
        response = client.get(address.url)
        close(response)
        assert response.status_code < 500, address.name
        if response.status_code == 410:
            assert "finnes ikke på denne serveren lenger" in response.content.decode(), address.name
            told.add(address.name)
    assert told >= SENDS_A_FILE
