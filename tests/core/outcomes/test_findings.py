"""What the rules find in an outcome report, in the form of each scheme that has one."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fordel.core.form.findings import Finding
from fordel.core.outcomes.facts import OutcomeFacts
from fordel.core.outcomes.findings import findings_of_outcome, findings_of_party
from fordel.core.outcomes.rules import Answering, OutcomeRules, form_for, read_outcome
from fordel.core.scheme import SchemeError

SCHEMES = Path(__file__).resolve().parents[3] / "src" / "fordel" / "programme" / "schemes"
UIT = Answering(12, "UiT", True)


def _definition(code: str = "collective") -> dict[str, Any]:
    return tomllib.loads((SCHEMES / f"{code}-2026.toml").read_text(encoding="utf-8"))


def _rules(code: str = "collective") -> OutcomeRules:
    rules = read_outcome(_definition(code))
    assert rules is not None
    return rules


def _values(**changed: str) -> dict[str, Any]:
    values = {"carried_out": "carried_out", "employees": "40", "reached_kindergarten": "60", "reached_school": "120"}
    values |= {f"degree_{sign}": "large" for sign in "abcde"} | {f"shows_{sign}": "Vi ser det." for sign in "abcde"}
    values |= {"used": "100 000", "cost_planning": "20000", "cost_carrying_out": "80 000"}
    values |= {"cost_evaluation": "0", "cost_coordinator": "0"}
    return values | changed


def _facts(values: dict[str, Any], **more: Any) -> OutcomeFacts:
    rules = _rules()
    known: dict[str, Any] = {
        "rules": rules,
        "form": form_for(rules, [UIT]),
        "granted": 100_000,
        "lines": ("kindergarten", "school"),
        "parties": (UIT,),
        "answered": frozenset({UIT.organisation}),
    }
    return OutcomeFacts(values=values, **(known | more))


def _codes(found: Any) -> list[tuple[str, str]]:
    return [(each.code, each.field) for each in found]


def test_a_whole_report_has_no_findings() -> None:
    assert _codes(findings_of_outcome(_facts(_values()))) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"cost_planning": "10 000"}, ("accounts_do_not_sum", "cost_planning")),
        ({"used": "100 001", "cost_planning": "20 001"}, ("used_above_granted", "used")),
        ({"used": "-5"}, ("not_a_number", "used")),
        ({"used": "99999,50"}, ("not_a_number", "used")),
        ({"shows_b": ""}, ("sign_without_grounds", "shows_b")),
        ({"reached_school": "0"}, ("group_got_nothing", "reached_school")),
        ({"carried_out": "changed", "why_changed": "Vi byttet tema."}, ("other_measure", "carried_out")),
        ({"carried_out": "stopped"}, ("missing", "why_changed")),
        ({"degree_c": ""}, ("missing", "degree_c")),
        ({"degree_c": "enormous"}, ("not_a_choice", "degree_c")),
    ],
)
def test_each_fault_is_found_at_its_field(changed: dict[str, str], expected: tuple[str, str]) -> None:
    assert expected in _codes(findings_of_outcome(_facts(_values(**changed))))


def test_what_is_not_used_must_be_explained_and_have_a_wish() -> None:
    less = {"used": "90 000", "cost_planning": "10000"}
    found = _codes(findings_of_outcome(_facts(_values(**less))))
    assert found == [("missing", "unused_why"), ("missing", "wish")]
    said = {"unused_why": "En samling ble avlyst.", "wish": "keep"}
    assert _codes(findings_of_outcome(_facts(_values(**less, **said)))) == []


def test_a_sign_that_it_is_too_early_to_assess_needs_no_grounds() -> None:
    assert _codes(findings_of_outcome(_facts(_values(degree_e="too_early", shows_e="")))) == []


def test_a_large_grant_needs_a_statement_of_an_auditor() -> None:
    large = replace(_facts(_values()), granted=_rules().auditor_from)
    assert "auditor_missing" in [each.code for each in findings_of_outcome(large)]
    assert "auditor_missing" not in [each.code for each in findings_of_outcome(replace(large, attachments=1))]


def test_what_a_partner_has_not_answered_warns_the_owner_and_stops_the_partner() -> None:
    facts = _facts(_values(), answered=frozenset())
    own: list[Finding] = list(findings_of_outcome(facts))
    assert _codes(own) == [("party_has_not_answered", "p12_degree_a")]
    assert not own[0].stops_sending
    assert [each.code for each in findings_of_party(facts, UIT)] == ["missing"] * 5


def test_a_measure_of_one_line_is_not_asked_about_the_other() -> None:
    facts = _facts(_values(reached_school=""), lines=("kindergarten",))
    assert _codes(findings_of_outcome(facts)) == []


@pytest.mark.parametrize("code", ["collective", "collective-upper"])
def test_the_form_asks_of_each_sign_cost_and_line(code: str) -> None:
    definition, rules = _definition(code), _rules(code)
    codes = {question.code for _part, question in form_for(rules, [UIT]).questions()}
    assert {f"degree_{sign['code']}" for sign in definition["signs"]} <= codes
    assert {f"p12_degree_{sign['code']}" for sign in definition["signs"]} <= codes
    assert {f"cost_{kind['code']}" for kind in definition["form"]["kinds_of_cost"]} <= codes
    assert {f"reached_{line['code']}" for line in definition["lines"]} <= codes


@pytest.mark.parametrize("key", ["opens", "degrees", "not_assessed"])
def test_a_scheme_that_lacks_something_says_what(key: str) -> None:
    definition = deepcopy(_definition())
    del definition["outcome"][key]
    with pytest.raises(SchemeError, match=f"outcome.{key}"):
        read_outcome(definition)


def test_a_scheme_without_outcome_reports_has_none() -> None:
    assert read_outcome({"code": "former"}) is None
