"""Amounts by hand, copies, undo, and the receipt that anybody can compute again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.cli.main import main
from fordel.core.allocation.receipt import faults_of, receipt_of
from fordel.forum.computing.specification import Adjustment, Specification
from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.adjust_scenario import adjust_amount, copy_scenario, release_amount, undo_change
from fordel.forum.scenarios.services.save_scenario import change_scenario, create_scenario
from fordel.shared.errors import UserError
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
FIVE = {"kindergarten": 1_964_000, "school": 3_036_000}


@pytest.fixture
def scenario(imported: Any, officer: Any) -> Scenario:
    return create_scenario(imported, "Likt kutt", Specification(method="proportional", reserve=FIVE), officer)


def amounts(scenario: Scenario) -> dict[int, int]:
    return dict(scenario.amounts.values_list("report__number", "amount"))


def test_an_amount_by_hand_stands_and_the_others_share_the_rest(scenario: Scenario, officer: Any) -> None:
    before = amounts(scenario)
    changed = adjust_amount(scenario.pk, 41, 500_000, "Partneren starter først i august", officer)
    after = amounts(changed)
    assert after[41] == 500_000 and sum(after.values()) == sum(before.values()) == 23_000_000
    assert all(after[number] >= amount for number, amount in before.items() if number != 41)
    again = change_scenario(changed.pk, changed.name, specification_of(changed), officer)
    assert amounts(again) == after
    reason = changed.amounts.get(report__number=41).reason["parts"][0]
    assert reason[0] == "manual" and reason[1]["because"] == "Partneren starter først i august"
    assert amounts(release_amount(scenario.pk, 41, officer)) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(choice=st.dictionaries(st.integers(1, 52), st.integers(0, 1_300_000), max_size=6))
def test_whatever_is_set_by_hand_the_frames_hold(choice: dict[int, int], imported: Any, officer: Any) -> None:
    by_hand = {number: Adjustment(amount, "Prøve") for number, amount in choice.items()}
    spec = Specification(method="proportional", reserve=FIVE, adjusted=by_hand)
    made = create_scenario(imported, "Prøve", spec, officer)
    found = {line.report.number: line for line in made.amounts.select_related("report")}
    for number, adjustment in by_hand.items():
        assert found[number].amount == min(adjustment.amount, found[number].asked)
    paid = {"kindergarten": 0, "school": 0}
    for line in found.values():
        assert sum(line.by_line.values()) == line.amount <= line.asked
        for code, kroner in line.by_line.items():
            paid[code] += kroner
    assert paid["kindergarten"] <= 11_000_000 - FIVE["kindergarten"]
    assert paid["school"] <= 17_000_000 - FIVE["school"]
    made.delete()


@pytest.mark.parametrize(
    ("number", "amount", "reason", "field"),
    [(41, 100, " ", "reason"), (41, 812_380, "For mye", "amount"), (9999, 1, "Finnes ikke", "amount")],
)
def test_what_cannot_be_set_by_hand_changes_nothing(
    scenario: Scenario, officer: Any, number: int, amount: int, reason: str, field: str
) -> None:
    before = amounts(scenario)
    with pytest.raises(UserError) as caught:
        adjust_amount(scenario.pk, number, amount, reason, officer)
    assert caught.value.field == field
    scenario.refresh_from_db()
    assert amounts(scenario) == before and scenario.adjusted == {} and scenario.version == 1


def test_amounts_by_hand_that_the_frames_cannot_pay_are_refused_with_how_much(imported: Any, officer: Any) -> None:
    kindergarten = {"kindergarten": 11_000_000 - 300_000, "school": 0}
    tight = create_scenario(imported, "Trangt", Specification(method="proportional", reserve=kindergarten), officer)
    with pytest.raises(UserError, match="for hånd"):
        adjust_amount(tight.pk, 1, 812_500, "Alt til denne", officer)


def test_undo_takes_back_one_change_at_a_time(scenario: Scenario, officer: Any) -> None:
    first = amounts(scenario)
    adjust_amount(scenario.pk, 41, 500_000, "En", officer)
    second = amounts(Scenario.objects.get())
    change_scenario(scenario.pk, "Nytt navn", Specification(method="equal", reserve=FIVE), officer)
    undone = undo_change(scenario.pk, officer)
    assert (undone.name, undone.method, amounts(undone)) == ("Likt kutt", "proportional", second)
    assert amounts(undo_change(scenario.pk, officer)) == first
    with pytest.raises(UserError):
        undo_change(scenario.pk, officer)


def test_a_copy_is_its_own(scenario: Scenario, officer: Any) -> None:
    adjust_amount(scenario.pk, 41, 500_000, "En", officer)
    copy = copy_scenario(Scenario.objects.get(), officer)
    assert amounts(copy) == amounts(Scenario.objects.get(pk=scenario.pk)) and copy.number == 2
    release_amount(copy.pk, 41, officer)
    assert amounts(Scenario.objects.get(pk=scenario.pk))[41] == 500_000


def test_the_receipt_of_the_page_holds_and_a_changed_one_does_not(
    scenario: Scenario, client_as: Any, tmp_path: Path, capsys: Any
) -> None:
    client = client_as("case_officer")
    answer = client.get(f"{HOME}fordeling/{scenario.pk}/kvittering/")
    file = tmp_path / "kvittering.json"
    file.write_bytes(answer.content)
    assert main(["allocate", "--verify", str(file)]) == 0
    assert scenario.input_hash in capsys.readouterr().out
    kept = json.loads(answer.content)
    assert kept["answer_sha256"] == scenario.answer_hash and kept["made_with"]
    kept["answer"]["amounts"]["000041"] += 1
    file.write_text(json.dumps(kept), encoding="utf-8")
    assert main(["allocate", "--verify", str(file)]) == 1
    assert "SHA-256 differs" in capsys.readouterr().out
    file.write_text('{"input": 3}', encoding="utf-8")
    assert main(["allocate", "--verify", str(file)]) == 2


@given(st.integers(1, 10**9), st.sampled_from(["input", "answer"]))
def test_any_change_of_a_receipt_is_found(kroner: int, where: str) -> None:
    case = {
        "method": "effective_ask",
        "ask": kroner,
        "total_cost": kroner,
        "own_rate_percent": 30,
        "basis": "of_total_cost",
    }
    from fordel.core.allocation import answer

    receipt = receipt_of(case, answer(case), "1")
    assert faults_of(receipt) == []
    receipt[where] = {**receipt[where], "ask" if where == "input" else "effective_ask": kroner + 1}
    assert f"{where}_sha256" in faults_of(receipt)


def test_the_page_sets_an_amount_and_keeps_what_was_typed_wrong(scenario: Scenario, client_as: Any) -> None:
    client = client_as("case_officer")
    url = f"{HOME}fordeling/{scenario.pk}/for-hand/41/"
    wrong = client.post(url, {"amount": "en halv million", "reason": "Fordi"})
    page = wrong.content.decode()
    assert wrong.status_code == 422 and "en halv million" in page and "Fordi" in page
    done = client.post(url, {"amount": "500 000", "reason": "Starter i august"}, follow=True)
    assert "For hånd: Starter i august" in done.content.decode()
    assert "Angre siste endring" in done.content.decode()
    client.post(f"{HOME}fordeling/{scenario.pk}/angre/")
    assert Scenario.objects.get().adjusted == {}
