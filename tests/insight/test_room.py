"""What the reports ask of providers, against the room that these have stated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from fordel.insight.presentation.room import room_heading, room_table
from fordel.insight.selectors.status import full_status_of
from fordel.partnership.models import ProviderOffer
from fordel.programme.models import Round
from fordel.shared import clock
from tests.insight.conftest import partner_named
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
URL = f"{HOME}status/"
NORD, UIT = "Nord universitet", "UiT Norges arktiske universitet"
"""Partners in 11 and in fewer of the 52 reports."""


def states(name: str, **room: int) -> None:
    """The provider's own page says so: `spring=2`, `autumn=3`, `later=9`."""
    codes = {"spring": "2026-1", "autumn": "2026-2", "later": "2027-1"}
    ProviderOffer.objects.update_or_create(
        organisation=partner_named(name),
        defaults={"capacity": {codes[half]: number for half, number in room.items()}, "changed_at": clock.now()},
    )


def heading(round_: Round, language: str = "nb") -> str:
    with translation.override(language):
        return room_heading(full_status_of(round_))


def page_of(client: Client, query: str = "") -> str:
    return client.get(URL + query).content.decode()


def test_nothing_stated_is_nothing_shown(full_case: Round, client_as: Callable[..., Client]) -> None:
    states(NORD, later=9)
    assert full_status_of(full_case).room == ()
    officer = client_as("case_officer")
    assert 'id="room-heading"' not in page_of(officer)
    assert officer.get(f"{URL}tall/room.csv").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "11 meldinger ber om mer enn Nord universitet har oppgitt"),
        ("nn", "11 meldingar ber om meir enn Nord universitet har oppgitt"),
        ("en", "11 reports ask for more than Nord universitet has stated"),
    ],
)
def test_the_finding_names_the_one_that_is_asked_for_more(full_case: Round, language: str, words: str) -> None:
    states(NORD, spring=4, autumn=6, later=90)
    assert heading(full_case, language) == words


def test_exactly_as_much_as_is_stated_is_enough(full_case: Round) -> None:
    states(NORD, spring=4, autumn=7)
    assert heading(full_case) == "Ingen tilbyder er bedt om mer enn den har oppgitt"


def test_several_are_counted_and_come_first(full_case: Round) -> None:
    states(NORD, autumn=10)
    states(UIT, autumn=0)
    assert heading(full_case) == "To tilbydere er bedt om mer enn de har oppgitt"
    with translation.override("nb"):
        table = room_table(full_status_of(full_case))
    first, second = (tuple(cell.value for cell in row) for row in table.rows[:2])
    asked = first[4]
    assert isinstance(asked, int) and first[1:4] == (None, 0, 0) and first[5] == asked > 1
    assert second == (partner_named(NORD).name, None, 10, 10, 11, 1)
    assert {row[3].value for row in table.rows[2:]} == {None}, "the others have stated nothing"


def test_the_page_and_its_files_show_it(full_case: Round, client_as: Callable[..., Client]) -> None:
    states(NORD, spring=2, autumn=3)
    officer = client_as("case_officer")
    page = page_of(officer)
    assert "11 meldinger ber om mer enn Nord universitet har oppgitt" in page
    assert "våren 2026 og høsten 2026" in page and "partnere har ikke oppgitt plass" in page
    rows = officer.get(f"{URL}tall/room.csv").content.decode("utf-8-sig").splitlines()
    assert rows[1] == f"{partner_named(NORD).name};2;3;5;11;6"
    for kind in ("xlsx", "pdf"):
        assert officer.get(f"{URL}status.{kind}").status_code == 200


def test_a_selection_says_nothing_of_it(full_case: Round, client_as: Callable[..., Client]) -> None:
    """Some of the reports against all of the room would be no comparison."""
    states(NORD, spring=2)
    assert 'id="room-heading"' not in page_of(client_as("case_officer"), "?target_group=school")


def test_whoever_may_not_open_the_reports_gets_no_links_to_them(
    full_case: Round, client_as: Callable[..., Client]
) -> None:
    states(NORD, spring=2)
    page = page_of(client_as("national_reader"))
    figure: Any = page[page.index('id="room-heading"') :].split("</figure>")[0]
    assert "behovsmeldinger/?partner=" not in figure and "Nord universitet" in figure
