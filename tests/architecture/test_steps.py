"""What cannot simply be undone asks first, and a new address has to say whether it does."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.db import transaction

from fordel.shared.pages.steps import ASKED, TEMPLATE
from tests.support.access_table import TABLE
from tests.support.access_walk import rows_written
from tests.support.access_world import World
from tests.support.step_table import ASKS, HARMLESS, SHOWS_FIRST

pytestmark = pytest.mark.django_db
MOVED_ON: Final = {
    "own_needs:draft-discard": "the draft of the world is sent, so it leads to withdrawing",
    "disconnect-provider": "a recent sign-in is asked for first",
    "erase-me": "a recent sign-in is asked for first",
    "mfa_deactivate_totp": "nobody has an app",
    "mfa_remove_webauthn": "nobody has a passkey",
}
"""Steps of the table that the world has nothing for; their own tests press the button."""


def test_every_address_that_changes_something_is_in_the_table_once() -> None:
    changing = {name for name, row in TABLE.items() if row.do is not None}
    said = [*ASKS, *SHOWS_FIRST, *HARMLESS]
    assert len(said) == len(set(said))
    assert set(said) == changing


def _is_step(response: Any) -> bool:
    return TEMPLATE in {template.name for template in response.templates}


def test_a_dangerous_step_is_a_page_and_does_nothing_when_it_is_not_asked(world: World) -> None:
    """Whoever may do it sees the page; what is sent from anywhere but that page writes nothing and shows it again."""
    wrong = []
    for name in sorted(ASKS - MOVED_ON.keys()):
        client = world.clients[sorted(TABLE[name].do or ())[0]]
        if not _is_step(client.get(world.url(name))):
            wrong.append(f"{name}: no page of a step")
        for data in ({}, {ASKED: "0" * 32}, {"sure": "on", "confirm": "yes", "reason": "x", "comment": "x"}):
            before = rows_written()
            with transaction.atomic():
                response = client.post(world.url(name), data)
            if not (_is_step(response) and response.status_code == 409 and rows_written() == before):
                wrong.append(f"{name}: {response.status_code} for {data}, {rows_written() - before} rows")
    assert wrong == []
