"""Why this amount: each «would have been» on the page is made to happen, and the amount is the one it named."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.core.money import format_kroner
from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember, Prioritising, Scenario
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.adjust_scenario import adjust_amount
from fordel.forum.scenarios.services.save_scenario import change_scenario, create_scenario
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.forum.voting.services.prioritise import assess, close_prioritising, open_prioritising
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
FIVE = {"kindergarten": 1_964_000, "school": 3_036_000}
ClientOf = Callable[..., Client]


@pytest.fixture
def office(officer: Person, client_of: ClientOf) -> Client:
    return client_of(officer)


def _page(client: Client, scenario: Scenario, number: int = 41) -> str:
    address = reverse("forum:why", args=[*WHERE.values(), scenario.pk, number])
    return client.get(address).content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


def _named(text: str, before: str) -> int:
    """The amount that is after the words."""
    found = re.search(rf"{before} ([\d ]+) kroner", text)
    assert found is not None, before
    return int(found.group(1).replace(" ", ""))


def _amount(scenario: Scenario, number: int = 41) -> int:
    return scenario.amounts.get(report__number=number).amount


def _changed(scenario: Scenario, officer: Person, **fields: Any) -> Scenario:
    spec = replace(specification_of(scenario), **fields)
    return change_scenario(scenario.pk, scenario.name, spec, officer)


def test_without_the_reserve_and_without_rounding(imported: Any, officer: Person, office: Client) -> None:
    scenario = create_scenario(imported, "Likt kutt", Specification("proportional", FIVE, 100), officer)
    text = _page(office, scenario)
    before = _amount(scenario)
    assert f"{format_kroner(before)} av 812 379 kroner".replace("\xa0", " ") in text
    freed, exact = _named(text, "Uten noe holdt igjen ville den fått"), _named(text, "Uten avrunding ville den fått")
    assert _amount(_changed(scenario, officer, reserve={})) == freed > before
    assert _amount(_changed(scenario, officer, reserve=FIVE, unit=1)) == exact != before


def test_among_those_that_come_first(imported: Any, officer: Person, office: Client) -> None:
    spec = Specification("priority", {"kindergarten": 6_000_000, "school": 9_000_000}, first=("sami",))
    scenario = create_scenario(imported, "Samisk først", spec, officer)
    report = NeedsReport.objects.filter(round=imported, sami_perspective=False).order_by("number")[0]
    first = _named(_page(office, scenario, report.number), "Blant dem som kommer først, ville den fått")
    report.sami_perspective = True
    report.save(update_fields=["sami_perspective"])
    assert _amount(_changed(scenario, officer), report.number) == first


def test_more_points(imported: Any, officer: Person, office: Client, seat_for: Callable[..., ForumMember]) -> None:
    seat, number = seat_for("union"), 41
    opened = open_prioritising(imported, "points", datetime(2099, 3, 1, tzinfo=OSLO), officer)
    every = NeedsReport.objects.counted().filter(round=imported).values_list("number", flat=True)
    assess(opened.pk, seat, {each: "1" if each == number else "8" for each in every})
    close_prioritising(opened.pk, officer)
    spec = Specification("score", {"kindergarten": 5_000_000, "school": 9_000_000}, floor_percent=90)
    scenario = create_scenario(imported, "Poeng", spec, officer)
    assert _amount(scenario) == 0
    text = _page(office, scenario)
    assert "Forumet ga meldingen 1,00 poeng i snitt; 1 av 1 ga poeng." in text
    found = re.search(r"Med (\d+),(\d\d) poeng i snitt ville den fått ([\d ]+) kroner", text)
    assert found is not None
    score, amount = int(found.group(1) + found.group(2)), int(found.group(3).replace(" ", ""))
    for given, expected in ((score, amount), (score - 1, 0)):
        prioritising = Prioritising.objects.get()
        report = NeedsReport.objects.get(round=imported, number=number)
        prioritising.result[str(report.pk)] = [given, 1, 1]
        prioritising.save(update_fields=["result"])
        assert _amount(change_scenario(scenario.pk, "Poeng", spec, officer)) == expected


def test_points_that_nobody_could_give_are_not_named(
    imported: Any, officer: Person, office: Client, seat_for: Callable[..., ForumMember]
) -> None:
    seat = seat_for("union")
    opened = open_prioritising(imported, "points", datetime(2099, 3, 1, tzinfo=OSLO), officer)
    every = NeedsReport.objects.counted().filter(round=imported).values_list("number", flat=True)
    assess(opened.pk, seat, {each: "0" if each == 12 else "10" for each in every})  # the largest of all
    close_prioritising(opened.pk, officer)
    spec = Specification("score", {"kindergarten": 9_800_000, "school": 15_000_000}, floor_percent=100)
    text = _page(office, create_scenario(imported, "Poeng", spec, officer), 12)
    assert "Ikke engang flest poeng fra alle" in text and "poeng i snitt ville" not in text


def test_by_hand_names_what_the_method_gives(imported: Any, officer: Person, office: Client) -> None:
    scenario = create_scenario(imported, "Likt kutt", Specification("proportional", FIVE), officer)
    computed = _amount(scenario)
    other = create_scenario(imported, "Ingen kutt", Specification("meet_all"), officer)
    adjust_amount(scenario.pk, 41, 300_000, "Tiltaket er halvert", officer)
    text = _page(office, scenario)
    assert "Tiltaket er halvert" in text
    assert _named(text, "Regnet ut med metoden ville den fått") == computed
    assert "2 Ingen kutt" in text and "812 379" in text
    assert "Ingenting: Meldingen får alt den ber om." in _page(office, other)
    assert "0 barn" not in text and "Kroner per ansatt" in text


def test_who_may_read_it(
    imported: Any, officer: Person, seat_for: Callable[..., ForumMember], client_of: ClientOf
) -> None:
    scenario = create_scenario(imported, "Likt kutt", Specification("proportional", FIVE), officer)
    report = NeedsReport.objects.get(round=imported, number=41)
    seat = seat_for("union")
    member = client_of(seat.person)
    assert "Uten noe holdt igjen" in _page(member, scenario)
    declare_conflict(seat, report, "Min bror", seat.person)
    closed = member.get(reverse("forum:why", args=[*WHERE.values(), scenario.pk, 41]))
    assert closed.status_code == 403 and "inhabil" in closed.content.decode()
    another = _page(member, scenario, 1)
    assert "Uten noe holdt igjen" not in another and "viser vi ikke til deg" in another
    assert member.get(reverse("forum:why", args=[*WHERE.values(), scenario.pk, 99])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_a_fixed_number_of_times(
    imported: Any, officer: Person, office: Client, count: int
) -> None:
    made = [create_scenario(imported, f"Nr. {n}", Specification("proportional", FIVE), officer) for n in range(count)]
    _page(office, made[0])
    with CaptureQueriesContext(connection) as queries:
        _page(office, made[0])
    assert len(queries) == 8
