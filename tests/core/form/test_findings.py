"""What is asked, what is missing and what is wrong in a report being written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.content import content_of, facts_from, sent_hash
from fordel.core.form.definition import FormDefinitionError, read_form
from fordel.core.form.draft import DraftFacts, is_known_key
from fordel.core.form.draft_findings import findings_of
from fordel.core.form.findings import Severity
from fordel.core.form.names_of_children import is_birth_number, seems_to_name_a_child
from fordel.core.form.progress import PartState, progress_of
from tests.core.form.facts import READY, STATPED, UIT, facts, form


def codes(of: DraftFacts) -> list[tuple[str, str]]:
    return [(finding.code, finding.field) for finding in findings_of(of)]


def test_a_complete_draft_has_nothing_to_put_right() -> None:
    assert codes(facts()) == []
    states = {progress.part: progress.state for progress in progress_of(facts(), ())}
    assert states.pop("attachments") == PartState.OPTIONAL
    assert set(states.values()) == {PartState.DONE}


@pytest.mark.parametrize("key", sorted(set(READY) - {"duration_years"} - {k for k in READY if k.startswith("budget")}))
def test_every_answer_that_is_asked_for_is_missed(key: str) -> None:
    found = findings_of(facts(**{key.replace(".", "__"): None}))
    assert any(f.severity == Severity.MISSING and f.field == key for f in found), found
    assert all(f.stops_sending for f in found if f.field == key)


def test_only_what_is_needed_is_asked() -> None:
    asked = {question.code for part in facts().parts for question in facts().asked(part)}
    assert "private_kindergartens" in asked and "provider_reason" not in asked and "own" not in asked
    school = facts(target_group="school", private_kindergartens=None)
    assert codes(school) == [] and "private" not in {part.code for part in school.parts}
    assert codes(facts(owner_kind="private_owner", private_kindergartens=None)) == []
    assert codes(facts(sami_perspective="yes")) == [("missing", "sami_text")]
    assert codes(facts((UIT, STATPED))) == [
        ("missing", "provider_reason"),
        ("partner_without_money", "budget.2026.p2.planning"),
    ]
    assert codes(facts(employees_took_part="no", how_took_part=None)) == [("missing", "why_not_took_part")]


def test_the_budget_must_equal_the_need_of_each_year() -> None:
    short = findings_of(facts(budget__2026__owner__carrying_out="387 621"))
    assert [(f.code, f.params["year"], f.params["difference"]) for f in short] == [("budget_short", 2026, 12_379)]
    over = findings_of(facts(budget__2027__owner__carrying_out="420 001"))
    assert [(f.code, f.params["year"], f.params["difference"]) for f in over] == [("budget_over", 2027, 1)]


@given(
    need=st.integers(1, 5_000_000),
    cells=st.lists(st.integers(0, 2_000_000), min_size=4, max_size=4),
    spaced=st.booleans(),
)
def test_sums_are_right_however_the_amounts_are_written(need: int, cells: list[int], spaced: bool) -> None:
    def written(kroner: int) -> str:
        return f"{kroner:,}".replace(",", " ") + " kr" if spaced else str(kroner)

    names = ("owner__planning", "owner__carrying_out", "owner__evaluation", "p1__carrying_out")
    budget = {f"budget__2026__{name}": written(kroner) for name, kroner in zip(names, cells, strict=True)}
    made = facts(duration_years="1", need__2026=written(need), **budget)
    assert made.budget_sum(2026) == sum(cells)
    found = {f.code for f in findings_of(made)} & {"budget_short", "budget_over"}
    assert found == ({"budget_short"} if sum(cells) < need else {"budget_over"} if sum(cells) > need else set())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-5000", "not_an_amount"),
        ("tolv", "not_an_amount"),
        ("12,5 mill.", "not_an_amount"),
        ("1.5", "not_an_amount"),
        ("60 000 000", "amount_too_large"),
        ("9" * 30, "amount_too_large"),
        ("<b>5000</b>", "not_an_amount"),
    ],
)
def test_amounts_that_cannot_be_used_are_named_where_they_stand(typed: str, code: str) -> None:
    found = findings_of(facts(need__2026=typed))
    assert [(f.code, f.field) for f in found if f.severity == Severity.WRONG][:1] == [(code, "need.2026")]


@pytest.mark.parametrize(
    ("key", "typed", "code"),
    [
        ("employees", "førti", "not_a_number"),
        ("employees", "-4", "not_a_number"),
        ("children", "9 999 999", "number_too_large"),
        ("title", "x" * 121, "too_long"),
        ("target_group", "universitet", "not_a_choice"),
        ("duration_years", "4", "not_a_choice"),
        ("employees_took_part", "kanskje", "not_a_choice"),
        ("themes", ["finnes ikke"], "not_a_choice"),
    ],
)
def test_bad_answers_are_named_at_their_field(key: str, typed: Any, code: str) -> None:
    found = [(f.code, f.field, f.severity) for f in findings_of(facts(**{key: typed}))]
    assert (code, key, Severity.WRONG) in found


@pytest.mark.parametrize(
    ("state", "code", "severity"),
    [
        ("not_asked", "party_not_asked", Severity.WRONG),
        ("declined", "party_declined", Severity.WRONG),
        ("asked", "party_has_not_answered", Severity.WARNING),
        ("changed", "party_must_confirm_again", Severity.WARNING),
    ],
)
def test_a_party_must_be_asked_but_need_not_have_answered(state: str, code: str, severity: Severity) -> None:
    asked = facts((replace(UIT, state=state),))
    assert [(f.code, f.severity) for f in findings_of(asked)] == [(code, severity)]
    strict = replace(asked, form=replace(form(), answer_required=True))
    assert all(f.stops_sending for f in findings_of(strict))


def test_a_partner_that_is_none_and_an_owner_that_is_none_are_refused_with_the_rule() -> None:
    kommune = replace(UIT, kind="municipality")
    found = {f.code: f for f in findings_of(facts((kommune,), provider_reason="Fordi."))}
    assert found["no_partner"].rule == "partner" and form().rules["partner"].paragraph
    assert "owner_not_eligible" in {f.code for f in findings_of(facts(owner_kind="university"))}


def test_own_contribution_is_asked_only_where_the_scheme_does() -> None:
    thirty = replace(form(), own_contribution_percent=30)
    made = replace(facts(), form=thirty)
    assert ("missing", "own.2026") in codes(made)
    made = replace(facts(own__2026="243 713", own__2027="204 000"), form=thirty)
    assert [(f.code, f.params["least"]) for f in findings_of(made)] == [("own_contribution_short", 243_714)]
    made = replace(facts(own__2026="243 714", own__2027="204 000"), form=thirty)
    assert findings_of(made) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Eleven Kari trenger hjelp.",
        "Det gjelder jenta som heter Sara Johansen i andre klasse",
        "Ola Nordmann (8 år) har ASK",
        "født 01010750160",
    ],
)
def test_names_of_children_are_warned_about(text: str) -> None:
    found = findings_of(facts(need_text=text))
    assert [(f.code, f.severity, f.field) for f in found] == [("names_a_child", Severity.WARNING, "need_text")]


@pytest.mark.parametrize(
    "text",
    [
        "Elevene på Hamarøy skole og barna i Oppeid barnehage.",
        "Barna Nordland-prosjektet har nådd, er mange.",
        "Elever Nord universitet følger opp",
        "UiT og Statped har fulgt elever i 3 år.",
        "Kontonummer 12345678901",
    ],
)
def test_ordinary_texts_are_left_in_peace(text: str) -> None:
    assert not seems_to_name_a_child(text)


@given(st.from_regex(r"[0-9]{11}", fullmatch=True))
def test_a_birth_number_is_recognised_by_its_check_digits_alone(digits: str) -> None:
    others = [digits[:10] + str(last) for last in range(10)]
    assert sum(map(is_birth_number, others)) <= 1


@given(st.sets(st.sampled_from(sorted(READY))))
def test_what_is_sent_can_be_read_again(left_out: set[str]) -> None:
    made = facts(**{key.replace(".", "__"): None for key in left_out})
    sent = content_of(made)
    again = facts_from(form(), sent, {party.slot: party.state for party in made.parties})
    assert sent_hash(content_of(again)) == sent_hash(sent)
    assert again.years == made.years
    assert all(again.budget_sum(year) == made.budget_sum(year) for year in made.years)


def test_keys_are_those_of_the_form() -> None:
    for key in [*READY, "network", "themes", "budget.2028.p77.coordinator"]:
        assert is_known_key(form(), key), key
    for key in ["", "x", "title.2026", "need", "need.26", "budget.2026.owner", "budget.2026.x.planning", "partners"]:
        assert not is_known_key(form(), key), key


def test_a_form_that_does_not_fit_together_is_refused() -> None:
    question = {"code": "a", "kind": "line", "label": {"nb": "A", "nn": "A"}, "help": {"nb": "", "nn": ""}}
    part = {"code": "p", "title": {"nb": "P", "nn": "P"}, "questions": [question, question]}
    base = {"parts": [part], "kinds_of_cost": [], "rules": {}, "owner_kinds": [], "partner_kinds": []}
    with pytest.raises(FormDefinitionError, match="same code"):
        read_form({"form": base})
    with pytest.raises(FormDefinitionError, match="not there"):
        read_form({"form": base | {"parts": [part | {"questions": [question | {"rule": "x"}]}]}})
    with pytest.raises(FormDefinitionError, match="nynorsk"):
        read_form({"form": base | {"parts": [part | {"title": {"nb": "P"}}]}})
