"""Scenarios through their services and their page: kept, changed, compared, outdated, taken out as files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from fordel.decisions.services.proposals import create_proposal
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.forum.scenarios.selectors.scenarios import changed_reports, scenario_counts
from fordel.forum.scenarios.services.save_scenario import (
    MOST_SCENARIOS,
    change_scenario,
    create_scenario,
    delete_scenario,
)
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.services.change_round import change_frames
from fordel.reports.models import NeedsReport
from fordel.reports.selectors.reports import report_rows
from fordel.shared.errors import UserError
from fordel.shared.models import AuditEntry
from tests.support.steps import carry_out
from tests.support.where import HOME, WHERE

pytestmark = pytest.mark.django_db
PAGE = f"{HOME}fordeling/"
FIVE = {"kindergarten": 1_964_000, "school": 3_036_000}
NBSP = "\u00a0"


@pytest.fixture
def client(officer: Any) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def whole(imported: Any, officer: Any) -> Scenario:
    return create_scenario(imported, "Ingen kutt", Specification(), officer)


def _counts(scenario: Scenario) -> tuple[int, int]:
    return scenario_counts(scenario.round, frame_lines(scenario.round))


def _sum(scenario: Scenario) -> int:
    return sum(scenario.amounts.values_list("amount", flat=True))


def test_a_scenario_is_kept_with_its_input_and_its_answer(whole: Scenario, officer: Any) -> None:
    assert (whole.number, whole.version, _sum(whole)) == (1, 1, 24_605_520)
    assert sum(whole.answer["amounts"].values()) == 24_605_520
    assert len(whole.problem["requests"]) == 52
    for amount in ScenarioAmount.objects.filter(scenario=whole):
        assert sum(amount.by_line.values()) == amount.amount <= amount.asked
    entry = AuditEntry.objects.get(action="forum.scenario.created")
    assert (entry.actor_id, entry.details["input_hash"]) == (officer.pk, whole.input_hash)


def test_a_change_computes_anew_and_keeps_the_number(whole: Scenario, officer: Any) -> None:
    changed = change_scenario(whole.pk, "Fem millioner", Specification("proportional", FIVE, 100), officer)
    assert (changed.number, changed.version, changed.name) == (1, 2, "Fem millioner")
    assert _sum(changed) == 23_000_000
    assert changed.amounts.count() == 52
    assert AuditEntry.objects.filter(action="forum.scenario.changed").count() == 1


@pytest.mark.parametrize(
    ("name", "spec", "field"),
    [
        ("  ", Specification(), "name"),
        ("Alt", Specification(reserve={"school": 17_000_001}), "reserve-school"),
        ("Alt", Specification(reserve={"school": -1}), "reserve"),
        ("Alt", Specification(reserve={"university": 1}), "reserve-university"),
        ("Alt", Specification(method="lottery"), "method"),
        ("Alt", Specification(unit=7), "method"),
        ("Alt", Specification(line_rule="coin"), "method"),
        ("Alt", Specification(reserve=FIVE), "method"),
        ("Alt", Specification("per_head", FIVE), "method"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(
    imported: Any, officer: Any, name: str, spec: Specification, field: str
) -> None:
    NeedsReport.objects.filter(number=7).update(children=None)
    with pytest.raises(UserError) as caught:
        create_scenario(imported, name, spec, officer)
    assert caught.value.field == field
    assert caught.value.fix
    assert not Scenario.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="forum").exists()


def test_a_refused_change_leaves_the_scenario_as_it_was(whole: Scenario, officer: Any) -> None:
    with pytest.raises(UserError):
        change_scenario(whole.pk, "For mye", Specification(reserve=FIVE), officer)
    whole.refresh_from_db()
    assert (whole.name, whole.version, _sum(whole)) == ("Ingen kutt", 1, 24_605_520)


def test_there_is_an_end_to_how_many(whole: Scenario, officer: Any) -> None:
    fields = {"method": "meet_all", "input_hash": "-", "computed_at": whole.computed_at}
    Scenario.objects.bulk_create(
        Scenario(round=whole.round, number=number, name="x", **fields) for number in range(2, MOST_SCENARIOS + 1)
    )
    with pytest.raises(UserError):
        create_scenario(whole.round, "En til", Specification(), officer)


def test_numbers_are_not_used_twice(whole: Scenario, officer: Any) -> None:
    second = create_scenario(whole.round, "To", Specification(), officer)
    delete_scenario(whole.pk, officer)
    assert (second.number, create_scenario(whole.round, "Tre", Specification(), officer).number) == (2, 3)


def test_a_scenario_that_a_proposal_builds_on_is_kept(whole: Scenario, officer: Any, client: Client) -> None:
    create_proposal(whole, officer)
    with pytest.raises(UserError):
        delete_scenario(whole.pk, officer)
    page = carry_out(client, reverse("forum:delete", kwargs=WHERE | {"scenario_id": whole.pk}), follow=True)
    assert "forslag" in page.content.decode()
    assert _sum(Scenario.objects.get()) == 24_605_520


def test_a_changed_report_or_frame_outdates_it_until_it_is_computed_again(
    whole: Scenario, officer: Any, client: Client
) -> None:
    assert _counts(whole) == (1, 0)
    NeedsReport.objects.filter(number=1).update(amount=812_600)
    lines, rows = frame_lines(whole.round), report_rows(whole.round)
    assert (_counts(whole), changed_reports(whole, lines, rows)) == ((1, 1), 1)
    url = reverse("forum:compute-again", kwargs=WHERE | {"scenario_id": whole.pk})
    assert url in client.get(f"{PAGE}?scenario=1").content.decode()
    assert client.post(url).status_code == 302
    whole.refresh_from_db()
    assert (_sum(whole), whole.version, _counts(whole)) == (
        24_605_620,
        2,
        (1, 0),
    )
    assert url not in client.get(f"{PAGE}?scenario=1").content.decode()
    change_frames(whole.round, {"school": 17_000_001}, officer)
    assert _counts(whole) == (1, 1)


def test_computing_again_where_it_no_longer_fits_says_so(whole: Scenario, client: Client) -> None:
    NeedsReport.objects.filter(number=1).update(amount=9_000_000)
    url = reverse("forum:compute-again", kwargs=WHERE | {"scenario_id": whole.pk})
    page = client.post(url, follow=True).content.decode()
    assert f"{9_000_000 - 812_500 - 3_394_480:,}".replace(",", NBSP) in page
    whole.refresh_from_db()
    assert _sum(whole) == 24_605_520


# The page


def _ask(client: Client, **query: object) -> tuple[int, str]:
    answer = client.get(PAGE, {key: str(value) for key, value in query.items()})
    return answer.status_code, answer.content.decode()


def _kroner(amount: int) -> str:
    return f"{amount:,}".replace(",", NBSP)


def test_a_reserve_is_split_over_the_frames(client: Client, imported: Any) -> None:
    status, text = _ask(client, reserve="5 000 000", method="priority", first="network", unit=100)
    assert status == 200
    for amount in (1_964_000, 3_036_000, 2_371_500, 23_000_000):
        assert _kroner(amount) in text, amount
    assert 'id="line_rule"' not in text  # there is one way only, and the page says that it is locked


def test_more_than_everybody_can_be_spared_says_what_is_short(client: Client, imported: Any) -> None:
    status, text = _ask(client, reserve="5 000 000", method="meet_all")
    assert status == 200
    assert f"Det mangler {_kroner(5_000_000 - 3_394_480)} kroner" in text
    assert _kroner(3_394_480) in text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"reserve": "28 000 001"}, "reserve"),
        ({"reserve": "mye"}, "reserve"),
        ({"reserve": "1.5"}, "reserve"),
        ({"reserve": "-5"}, "reserve"),
        (
            {
                "reserve": "5000000",
                "reserve_before": "5000000",
                "reserve-kindergarten": "11000001",
                "reserve-school": "0",
            },
            "reserve-kindergarten",
        ),
        (
            {"reserve": "5000000", "reserve_before": "5000000", "reserve-kindergarten": "0", "reserve-school": "øre"},
            "reserve-school",
        ),
        ({"method": "cut_with_floor", "floor_percent": "101"}, "floor_percent"),
        ({"method": "cut_with_floor", "floor_percent": "halvparten"}, "floor_percent"),
        ({"method": "lottery"}, "method"),
        ({"unit": "3"}, "method"),
    ],
)
def test_what_is_typed_wrong_is_said_and_stays(
    client: Client, whole: Scenario, query: dict[str, str], field: str
) -> None:
    status, text = _ask(client, **query)
    assert status == 422
    assert "<title>Feil: " in text
    assert f'href="#{field}"' in text
    assert f'id="{field}"' in text
    if field.startswith("reserve"):
        assert f'id="{field}-error"' in text
        assert f'value="{query[field]}"' in text
    url = reverse("forum:save", kwargs=WHERE)
    assert client.post(url, query | {"name": "Nytt navn", "as_new": "1"}).status_code == 422
    assert (Scenario.objects.count(), Scenario.objects.get().name) == (1, "Ingen kutt")


def test_a_scenario_without_a_name_is_not_kept(client: Client, imported: Any) -> None:
    page = client.post(reverse("forum:save", kwargs=WHERE), {"name": " ", "reserve": "1 000 000"})
    text = page.content.decode()
    assert page.status_code == 422
    assert 'href="#name"' in text
    assert _kroner(1_000_000) in text
    assert not Scenario.objects.exists()


def test_what_is_on_the_page_is_what_is_kept(client: Client, imported: Any) -> None:
    sent = {"name": "Fem", "reserve": "5 000 000", "method": "proportional", "unit": "100"}
    answer = client.post(reverse("forum:save", kwargs=WHERE), sent)
    assert answer.headers["Location"] == f"{PAGE}?scenario=1"
    scenario = Scenario.objects.get()
    assert (scenario.reserve, scenario.unit, _sum(scenario)) == (FIVE, 100, 23_000_000)
    client.post(reverse("forum:save", kwargs=WHERE), sent | {"scenario": "1", "name": "Fem igjen", "unit": "1"})
    scenario.refresh_from_db()
    assert (scenario.name, scenario.unit, Scenario.objects.count()) == ("Fem igjen", 1, 1)
    client.post(reverse("forum:save", kwargs=WHERE), sent | {"scenario": "1", "as_new": "1"})
    assert list(Scenario.objects.values_list("number", flat=True)) == [1, 2]


def _table(content: bytes, kind: str) -> list[list[Any]]:
    if kind == "csv":
        text = content.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_file_holds_what_the_page_shows(client: Client, whole: Scenario, officer: Any, kind: str) -> None:
    create_scenario(whole.round, "Fem", Specification("proportional", FIVE, 100), officer)
    query = {"scenario": "2", "against": "1"}
    text = client.get(PAGE, query | {"sort": "number"}).content.decode()
    answer = client.get(reverse("forum:download", kwargs=WHERE | {"kind": kind}), query)
    rows = _table(answer.content, kind)
    start = next(k for k, row in enumerate(rows) if "Får" in row)
    column = rows[start].index("Får")
    reports, total = rows[start + 1 : -1], rows[-1]
    assert len(reports) == 52
    amounts = [int(row[column]) for row in reports]
    assert sum(amounts) == int(total[column]) == 23_000_000
    shown = re.findall(r'<td class="numeric"><b>([\d\u00a0]+)</b>', text)
    assert [int(amount.replace(NBSP, "")) for amount in shown] == amounts
    assert [int(row[0]) for row in reports] == sorted(NeedsReport.objects.values_list("number", flat=True))
    difference = rows[start].index("Forskjell")
    assert sum(int(row[difference]) for row in reports) == int(total[difference]) == 23_000_000 - 24_605_520


def test_no_other_kind_of_file(client: Client, imported: Any) -> None:
    assert client.get(reverse("forum:download", kwargs=WHERE | {"kind": "docx"})).status_code == 404


def test_two_scenarios_side_by_side(client: Client, whole: Scenario, officer: Any) -> None:
    create_scenario(whole.round, "Fem", Specification("proportional", FIVE), officer)
    text = client.get(PAGE, {"scenario": "2", "against": "1"}).content.decode()
    assert f"\u2212{_kroner(24_605_520 - 23_000_000)}" in text
    assert text.count("\u2212") >= 52
    plain = client.get(PAGE, {"scenario": "2"}).content.decode()
    assert "Forskjell</th>" not in plain


def test_an_approver_sees_but_does_not_keep(client_as: Callable[..., Client], whole: Scenario) -> None:
    text = client_as("approver").get(PAGE).content.decode()
    assert 'id="save"' not in text
    assert _kroner(24_605_520) in text


def test_a_year_without_reports_says_where_to_begin(client: Client, nordland: Any) -> None:
    status, text = _ask(client)
    assert status == 200
    assert reverse("reports:imports", kwargs=WHERE) in text
