"""Why this amount: every reason is true of the answer, every counterfactual comes true when the change is made."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordel.core.allocation import Allocation, Line, Problem, Request, allocate
from fordel.core.allocation.explain import (
    CHANGES,
    REASONS,
    Reason,
    counterfactuals,
    make_change,
    reasons,
)

from .instances import SHARING, answered, problems, slack

SCHOOL = ("school",)
EVERY = (*SHARING, "score", "equal_shares")


def run(problem: Problem) -> Allocation:
    result = allocate(problem)
    assert isinstance(result, Allocation)
    return result


def told(problem: Problem) -> dict[str, tuple[Reason, ...]]:
    return reasons(problem, run(problem))


def codes(problem: Problem) -> dict[str, str]:
    return {name: parts[0].code for name, parts in told(problem).items()}


def school(method: str, frame: int, *requests: Request, unit: int = 1, hold_back: int = 0, **params: object) -> Problem:
    return Problem(method, (Line("school", frame, hold_back),), requests, unit, params)


@pytest.mark.parametrize("method", EVERY)
@settings(max_examples=max(20, settings().max_examples // 8))
@given(data=st.data())
def test_every_reason_is_true(method: str, data: st.DataObject) -> None:
    problem = data.draw(problems(method))
    result = answered(problem)
    if result is None:
        return
    found = reasons(problem, result)
    assert set(found) == {r.id for r in problem.requests}
    for r in problem.requests:
        amount = result.amounts[r.id]
        for reason in found[r.id]:
            assert reason.code in REASONS
            check_reason(problem, result, r, amount, reason)


def check_reason(problem: Problem, result: Allocation, r: Request, amount: int, reason: Reason) -> None:
    values: dict[str, Any] = dict(reason.values)
    code = reason.code
    if "amount" in values and code not in ("capped",):
        assert values["amount"] == amount
    if "ask" in values:
        assert values["ask"] == r.ask
    if code in ("full", "everything_fits", "class_full", "chosen_full", "bought"):
        assert amount == r.ask
    elif code in (
        "cut_equally",
        "class_cut",
        "chosen_cut",
        "cut_after_classes",
        "base_short",
        "per_head",
        "rounded_down",
    ):
        assert 0 < amount < r.ask
        assert code != "rounded_down" or r.ask - amount < problem.unit  # nothing but the rounding is missing
    elif code in ("nothing_left", "rounded_away", "no_votes", "supporters_short", "line_full", "not_chosen"):
        assert amount == r.commit
    elif code == "below_floor":
        assert r.id in result.not_admitted
        assert amount == r.commit
        assert 0 < values["room"] < values["floor"] == r.least
    elif code == "held_at_floor":
        assert r.least <= amount < r.least + problem.unit
    elif code == "lost_tie":
        assert (values["other"], r.id) in result.ties
    elif code == "won_tie":
        assert (r.id, values["other"]) in result.ties
    if code == "no_votes":
        assert all(r.id not in ids for ids in problem.params["votes"].values())
    if code == "line_full":
        assert slack(problem, result.amounts, r) < r.ask - amount


@pytest.mark.parametrize("method", EVERY)
@settings(max_examples=max(20, settings().max_examples // 8))
@given(data=st.data())
def test_every_counterfactual_comes_true(method: str, data: st.DataObject) -> None:
    problem = data.draw(problems(method, least=1, most=5))
    result = answered(problem)
    if result is None:
        return
    name = data.draw(st.sampled_from([r.id for r in problem.requests]))
    for one in counterfactuals(problem, result, name):
        assert one.change in CHANGES
        assert one.instead_of == result.amounts[name]
        after = run(changed_by_hand(problem, name, one.change, one.to))
        assert after.amounts[name] == one.amount
        assert one.difference == one.amount - one.instead_of
        if one.change == "more_points":
            assert name in (after.chosen or ())
            fewer = run(changed_by_hand(problem, name, one.change, int(one.to) - 1))
            assert name not in (fewer.chosen or ())
        if one.change == "lower_floor":
            assert name not in after.not_admitted


def changed_by_hand(problem: Problem, name: str, change: str, to: int | str) -> Problem:
    """The named change made without the code under test."""
    if change == "without_reserve":
        return replace(problem, lines=tuple(Line(line.id, line.frame) for line in problem.lines))
    if change == "whole_kroner":
        return replace(problem, unit=1)
    if change == "one_more_vote":
        votes: dict[str, list[str]] = {m: list(ids) for m, ids in problem.params["votes"].items()}
        assert name not in votes[str(to)]
        votes[str(to)].append(name)
        return replace(problem, params={**problem.params, "votes": votes})
    column = {"one_class_higher": "priority", "lower_floor": "floor", "more_points": "score"}[change]
    given_: dict[str, Any] = {column: to}
    return replace(problem, requests=tuple(replace(r, **given_) if r.id == name else r for r in problem.requests))


def test_one_class_higher_is_funded() -> None:
    problem = school(
        "priority", 100, Request("a", 80, SCHOOL, priority=1), Request("b", 80, SCHOOL, floor=60, priority=2)
    )
    assert codes(problem) == {"a": "class_full", "b": "below_floor"}
    found = {c.change: c for c in counterfactuals(problem, run(problem), "b")}
    assert (found["one_class_higher"].to, found["one_class_higher"].amount) == (1, 60)
    assert (found["lower_floor"].to, found["lower_floor"].amount) == (20, 20)
    smaller = replace(problem, requests=(problem.requests[0], replace(problem.requests[1], floor=None)))
    raised = {c.change: c for c in counterfactuals(smaller, run(smaller), "b")}["one_class_higher"]
    assert (raised.instead_of, raised.amount, raised.difference) == (20, 50, 30)


def test_without_the_reserve() -> None:
    problem = school("proportional", 1_000_000, Request("a", 1_200_000, SCHOOL), hold_back=250_000)
    (one,) = counterfactuals(problem, run(problem), "a")
    assert (one.change, one.instead_of, one.amount) == ("without_reserve", 750_000, 1_000_000)


def test_points_needed_are_the_fewest() -> None:
    problem = school(
        "score", 50, Request("a", 50, SCHOOL, floor=50, score=7), Request("b", 50, SCHOOL, floor=50, score=3)
    )
    assert codes(problem) == {"a": "chosen_full", "b": "not_chosen"}
    (one,) = counterfactuals(problem, run(problem), "b")
    assert (one.change, one.to, one.amount) == ("more_points", 8, 50)


def test_reasons_method_by_method() -> None:
    two = (Request("a", 60, SCHOOL, count=3), Request("b", 60, SCHOOL, count=1))
    assert codes(school("proportional", 60, *two)) == {"a": "cut_equally", "b": "cut_equally"}
    assert codes(school("proportional", 500, *two)) == {"a": "everything_fits", "b": "everything_fits"}
    assert codes(school("per_head", 70, *two)) == {"a": "per_head", "b": "per_head"}
    assert codes(school("per_head", 70, *two, base=20)) == {"a": "per_head", "b": "base"}
    assert codes(school("equal", 70, *two, Request("c", 5, SCHOOL))) == {"a": "equal", "b": "equal", "c": "full"}
    assert codes(school("proportional", 0, *two)) == {"a": "nothing_left", "b": "nothing_left"}
    assert codes(school("proportional", 0, Request("z", 0, SCHOOL), *two))["z"] == "nothing_asked"
    held = (Request("a", 100, SCHOOL, floor=70), Request("b", 100, SCHOOL))
    assert codes(school("cut_with_floor", 100, *held)) == {"a": "held_at_floor", "b": "cut_equally"}
    promised = (Request("a", 100, SCHOOL, commit=70), Request("b", 100, SCHOOL))
    assert codes(school("proportional", 100, *promised)) == {"a": "promised", "b": "cut_equally"}
    small = (Request("a", 900, SCHOOL), Request("b", 90_000, SCHOOL))
    assert codes(school("proportional", 50_000, *small, unit=1000)) == {"a": "rounded_away", "b": "cut_equally"}
    votes = {"KS": ["a"], "UH": ["b"], "PBL": []}
    bought = (Request("a", 30, SCHOOL), Request("b", 60, SCHOOL), Request("c", 10, SCHOOL))
    assert codes(school("equal_shares", 90, *bought, votes=votes)) == {
        "a": "bought",
        "b": "supporters_short",
        "c": "no_votes",
    }


def test_a_tie_is_told_to_both() -> None:
    problem = school("cut_with_floor", 100, *(Request(i, 90, SCHOOL, floor=60, priority=1) for i in "ab"))
    found = told(problem)
    assert [r.code for r in found["a"]] == ["full", "won_tie"]
    assert [r.code for r in found["b"]] == ["below_floor", "lost_tie"]
    assert found["b"][1].values["other"] == "a"


def test_unknown_names_are_refused() -> None:
    problem = school("proportional", 10, Request("a", 20, SCHOOL))
    with pytest.raises(KeyError):
        counterfactuals(problem, run(problem), "b")
    with pytest.raises(ValueError, match="unknown change"):
        make_change(problem, "a", "other", 1)
