"""The forum's points and ranks as methods of the distribution; demands that steer, and wishes that do not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.cli.main import main
from fordel.forum.models import ForumMember, Prioritising, Scenario
from fordel.forum.seats.services.conflicts import declare_conflict
from fordel.forum.seats.services.keep_seat import end_seat
from fordel.forum.voting.selectors.prioritising import results
from fordel.forum.voting.services.prioritise import assess, close_prioritising, open_prioritising
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from fordel.shared.clock import OSLO
from tests.support.where import HOME, WHERE

pytestmark = pytest.mark.django_db
LATER = datetime(2099, 3, 1, tzinfo=OSLO)
PAGE = f"{HOME}fordeling/"
SAVE = f"{HOME}fordeling/lagre/"
TEN = {"reserve": "10 000 000", "unit": "1", "line_rule": "same_share", "floor_percent": "50"}
ClientOf = Callable[..., Client]


@pytest.fixture
def seats(imported: Any, seat_for: Callable[..., ForumMember]) -> list[ForumMember]:
    return [seat_for("union"), seat_for("ks"), seat_for("pbl")]


@pytest.fixture
def office(officer: Person, client_of: ClientOf) -> Client:
    return client_of(officer)


def _prioritised(
    round_: Any, officer: Person, seats: list[ForumMember], method: str, *given: dict[int, str]
) -> Prioritising:
    opened = open_prioritising(round_, method, LATER, officer)
    for seat, values in zip(seats, given, strict=False):
        assess(opened.pk, seat, values)
    return close_prioritising(opened.pk, officer)


def _save(office: Client, method: str, **more: str) -> Any:
    return office.post(SAVE, TEN | {"scenario": "new", "name": "Forumets", "method": method, "as_new": "1"} | more)


def _kept(number: int) -> Any:
    return Scenario.objects.get().amounts.get(report__number=number)


def test_points_choose_reports_and_each_says_how_many_assessed_it(
    imported: Any, officer: Person, seats: list[ForumMember], office: Client, tmp_path: Any, capsys: Any
) -> None:
    every = list(NeedsReport.objects.counted().filter(round=imported).values_list("number", flat=True))
    assert "Etter forumets poeng" not in office.get(PAGE).content.decode()
    early = _save(office, "score")
    assert early.status_code == 422 and "ingen avsluttet prioritering" in early.content.decode()
    first = {number: "10" if number <= 20 else "1" for number in every} | {52: ""}
    second = first | {41: "4"}
    _prioritised(imported, officer, seats, "points", first, second)
    assert "Etter forumets poeng" in office.get(PAGE).content.decode()
    assert "I den rekkefølgen forumet rangerte" not in office.get(PAGE).content.decode()
    assert _save(office, "score").status_code == 302
    scenario = Scenario.objects.get()
    asked = {request["id"]: request for request in scenario.problem["requests"]}
    assert (asked["000041"]["score"], asked["000001"]["score"], asked["000052"]["score"]) == (250, 1000, 0)
    best = scenario.amounts.filter(report__number__lte=20)
    assert all(each.amount * 2 >= each.asked - 1 for each in best)  # the smallest useful part, or more
    assert sum(scenario.amounts.values_list("amount", flat=True)) <= 18_000_000
    page = office.get(f"{PAGE}?scenario=1").content.decode()
    assert "10,00 poeng fra 2 av 3" in page and "2,50 poeng fra 2 av 3" in page and "ingen ga poeng" in page
    assert _kept(41).reason["parts"][0][1]["points"] == 250
    receipt = tmp_path / "kvittering.json"
    receipt.write_bytes(office.get(reverse("forum:receipt", args=[*WHERE.values(), scenario.pk])).content)
    assert main(["allocate", "--verify", str(receipt)]) == 0
    capsys.readouterr()


def test_what_a_partial_member_gave_stops_counting_and_the_scenario_says_so(
    imported: Any, officer: Person, seats: list[ForumMember], office: Client
) -> None:
    report = NeedsReport.objects.get(round=imported, number=41)
    _prioritised(imported, officer, seats, "points", {41: "10", 1: "5"}, {41: "2", 1: "5"})
    assert _save(office, "score").status_code == 302
    assert "melding er endret siden" not in office.get(f"{PAGE}?scenario=1").content.decode()
    declare_conflict(seats[0], report, "Min bror", seats[0].person)
    came = results(Prioritising.objects.get())[report.pk]
    assert (came.value, came.count, came.of) == (200, 1, 2)
    assert "1 melding er endret siden" in office.get(f"{PAGE}?scenario=1").content.decode()
    again = reverse("forum:compute-again", args=[*WHERE.values(), Scenario.objects.get().pk])
    assert office.post(again).status_code == 302
    assert _kept(41).reason["parts"][0][1]["points"] == 200
    end_seat(seats[1].pk, officer)  # what the seat gave while it was held still counts
    declare_conflict(seats[2], report, "Min søster", seats[2].person)
    came = results(Prioritising.objects.get())[report.pk]
    assert (came.value, came.count, came.of) == (200, 1, 1)


def test_ranks_become_the_order_in_which_money_is_given(
    imported: Any, officer: Person, seats: list[ForumMember], office: Client
) -> None:
    every = list(NeedsReport.objects.counted().filter(round=imported).values_list("number", flat=True))
    backwards = {number: str(rank) for rank, number in enumerate(sorted(every, reverse=True), 1) if rank < 52}
    _prioritised(imported, officer, seats, "ranks", backwards, backwards)
    assert _save(office, "classes").status_code == 302
    assert _kept(52).amount == _kept(52).asked
    assert _kept(1).amount == 0  # nobody ranked it, so it comes after the others
    page = office.get(f"{PAGE}?scenario=1").content.decode()
    assert "prioritet 1 fra 2 av 3" in page and "ingen rangerte den" in page
    wrong = _save(office, "score")
    assert wrong.status_code == 422


def test_demands_that_cannot_hold_together_are_named(
    imported: Any, officer: Person, seats: list[ForumMember], office: Client
) -> None:
    _prioritised(imported, officer, seats, "points", {1: "10"})
    fine = _save(office, "score", **{"least-kindergarten": "5", "least-sami": "2"})
    assert fine.status_code == 302
    chosen = Scenario.objects.get().amounts.filter(amount__gt=0)
    assert chosen.filter(report__target_group__code="kindergarten").count() >= 5
    assert chosen.filter(report__sami_perspective=True).count() >= 2
    shown = office.get(f"{PAGE}?scenario=1").content.decode()
    assert 'id="least-kindergarten" name="least-kindergarten"' in shown and 'value="5"' in shown
    many = _save(office, "score", **{"least-kindergarten": "13", "least-sami": "2"})
    assert many.status_code == 422
    assert "ikke nok penger, til minst 13 meldinger for barnehage." in many.content.decode()  # and not the other demand
    tight = _save(office, "score", reserve="26 000 000", **{"least-school": "10", "least-both": "10"})
    assert tight.status_code == 422 and "minst 10 meldinger for skole" in tight.content.decode()
    typed = _save(office, "score", **{"least-both": "mange"})
    assert typed.status_code == 422 and 'value="mange"' in typed.content.decode()
    assert "er ikke et antall meldinger" in typed.content.decode()


def test_a_wish_steers_nothing_and_says_what_it_lacks(imported: Any, office: Client) -> None:
    assert _save(office, "proportional").status_code == 302
    plain = dict(Scenario.objects.get().amounts.values_list("report__number", "amount"))
    theme = NeedsReport.objects.filter(round=imported).exclude(theme="").values_list("theme", flat=True)[0]
    wished = {"wish-sami": "9 000 000", "wish-theme": theme, "wish-kroner": "1"}
    assert _save(office, "proportional", **wished).status_code == 302
    scenario = Scenario.objects.get(number=2)
    assert dict(scenario.amounts.values_list("report__number", "amount")) == plain
    given = sum(scenario.amounts.filter(report__sami_perspective=True).values_list("amount", flat=True))
    kept = {each["group"]: each for each in scenario.answer["wishes"]}
    assert kept["sami"] == {"group": "sami", "wished": 9_000_000, "given": given, "short": 9_000_000 - given}
    assert kept[f"theme:{theme}"]["short"] == 0
    page = office.get(f"{PAGE}?scenario=2").content.decode().replace("\xa0", " ")
    assert "Samisk perspektiv får" in page and "Ønsket er 9 000 000" in page and "Ønsket om 1 er oppfylt" in page
    wrong = office.get(PAGE, {"scenario": "2", "wish-sami": "masse"})
    assert wrong.status_code == 422 and 'value="masse"' in wrong.content.decode()
    json.dumps(scenario.params)


def test_points_of_a_closed_report_are_not_seen_by_who_is_not_impartial(
    imported: Any, officer: Person, seats: list[ForumMember], office: Client, client_of: ClientOf
) -> None:
    report = NeedsReport.objects.get(round=imported, number=41)
    _prioritised(imported, officer, seats, "points", {41: "7", 1: "5"}, {41: "8"})
    assert _save(office, "score", **{"wish-sami": "9 000 000"}).status_code == 302
    union = client_of(seats[0].person)
    assert "7,50 poeng fra 2 av 3" in union.get(PAGE).content.decode()
    declare_conflict(seats[0], report, "Min bror", seats[0].person)
    closed = union.get(PAGE).content.decode()
    assert "8,00 poeng" not in closed and "5,00 poeng fra 1 av 3" in closed
