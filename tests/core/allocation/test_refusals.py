"""What is no case, and what is a case that contradicts itself; never a traceback."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import METHODS, CaseError, answer

LINES = [{"id": "kindergarten", "frame": 600}, {"id": "school", "frame": 900}]


def case(method: str = "proportional", **request: Any) -> dict[str, Any]:
    report = {"id": "x", "ask": 50, "lines": ["school"], **request}
    return {"method": method, "unit": 1, "lines": LINES, "requests": [report], "params": {}}


@pytest.mark.parametrize("value", [10.0, 10.5, float("nan"), float("inf"), "10", True, None, [], 1e3])
@pytest.mark.parametrize("field", ["ask", "floor", "commit", "count", "score"])
def test_only_whole_numbers_are_kroner(field: str, value: object) -> None:
    if value is None and field != "ask":
        assert answer(case(**{field: value}))["status"] == "ok"
        return
    assert answer(case(**{field: value})) == {"status": "invalid", "code": "not_whole_kroner", "ids": ["x"]}


@pytest.mark.parametrize("unit", [0, 10, -1, 1.0, True, "1", None, 10**30])
def test_a_unit_is_1_100_or_1000(unit: object) -> None:
    assert answer({**case(), "unit": unit}) == {"status": "invalid", "code": "bad_unit", "ids": []}


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        ({"ask": -1}, "negative_amount"),
        ({"ask": -1.5}, "negative_amount"),
        ({"commit": -1}, "negative_amount"),
        ({"score": -1}, "negative_amount"),
        ({"lines": []}, "unknown_line"),
        ({"lines": ["school", "other"]}, "unknown_line"),
        ({"floor": 51}, "floor_above_ask"),
        ({"commit": 51}, "commit_above_ask"),
        ({"floor": 51, "commit": 51, "lines": ["other"]}, "unknown_line"),
    ],
)
def test_a_report_that_contradicts_itself(request_: dict[str, object], code: str) -> None:
    for method in METHODS:
        assert answer(case(method, **request_)) == {"status": "invalid", "code": code, "ids": ["x"]}


@pytest.mark.parametrize("key", ["method", "lines", "requests"])
def test_a_missing_key_is_no_case(key: str) -> None:
    broken = {k: v for k, v in case().items() if k != key}
    with pytest.raises(CaseError, match=key):
        answer(broken)


@pytest.mark.parametrize(
    "broken",
    [
        [],
        "text",
        None,
        {},
        {"scenarios": 3},
        {"scenarios": [1]},
        {"input": []},
        {**case(), "method": "none"},
        {**case(), "method": 3},
        {**case(), "lines": {}},
        {**case(), "lines": [1]},
        {**case(), "lines": [{"id": 1, "frame": 3}]},
        {**case(), "requests": "x"},
        {**case(), "requests": [{"id": "x"}]},
        {**case(), "params": []},
        {**case(), "params": {"rounding": "up"}},
        {**case(), "params": {"admit": "all"}},
        {**case("score"), "params": {"cover": [{"group": "north"}]}},
        {**case("score"), "params": {"cover": [{"group": "north", "min": 1.0}]}},
        {**case("equal_shares"), "params": {"votes": ["x"]}},
        {**case("equal_shares"), "params": {"votes": {"KS": ["nobody"]}}},
        {**case("equal_shares"), "params": {"completion": "yes"}},
        {**case(), "requests": [{"id": 1, "ask": 1, "lines": ["school"]}]},
        {**case(), "requests": [{"id": "x", "ask": 1, "lines": "school"}]},
        {**case(), "requests": [{"id": "x", "ask": 1, "lines": [3]}]},
        {**case("priority"), "requests": [{"id": "x", "ask": 1, "lines": ["school"], "priority": "first"}]},
        {"method": "line_split", "lines": [], "requests": []},
        {"method": "line_split", "lines": LINES, "requests": [], "params": {"rule": "any"}},
        {"method": "multi_year", "years": [{"year": "2026", "lines": LINES}], "requests": []},
        {"method": "multi_year", "years": [{"year": 2026, "lines": LINES}] * 2, "requests": []},
        {"method": "multi_year", "years": [], "requests": [], "params": {"rule": "line_split"}},
        {"method": "recipient_split", "amount": 10, "shares": []},
        {"method": "recipient_split", "amount": 10, "shares": {"a": 1}, "by_line": {"school": 9}},
        {"method": "effective_ask", "ask": 1, "own_rate_percent": 10, "basis": "of_total_cost"},
        {"method": "effective_ask", "ask": 1, "own_rate_percent": 101, "total_cost": 5, "basis": "of_total_cost"},
        {"method": "effective_ask", "ask": 1, "own_rate_percent": 10, "basis": "other"},
    ],
)
def test_what_is_no_case_is_said_to_be_none(broken: Any) -> None:
    with pytest.raises(CaseError):
        answer(broken)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ({"amount": -1}, {"code": "negative_amount", "ids": []}),
        ({"amount": 1.0}, {"code": "not_whole_kroner", "ids": []}),
        ({"shares": {"a": -1, "b": 2}}, {"code": "negative_amount", "ids": ["a"]}),
        ({"shares": {"a": 0, "b": 0}}, {"code": "missing_weight", "ids": ["a", "b"]}),
        ({"by_line": {"school": -10}}, {"code": "bad_line_amount", "ids": ["school"]}),
    ],
)
def test_recipients_that_contradict_themselves(by: dict[str, object], expected: dict[str, object]) -> None:
    split = {"method": "recipient_split", "amount": 10, "shares": {"a": 1}, **by}
    assert answer(split) == {"status": "invalid", **expected}


def test_all_reports_concerned_are_named_once_in_id_order() -> None:
    reports = [{"id": name, "ask": -1, "lines": ["school"]} for name in ("b", "Å", "a")]
    assert answer({**case(), "requests": reports})["ids"] == ["a", "b", "Å"]
    twice = [{"id": "x", "ask": 1, "lines": ["school"]}] * 3
    assert answer({**case(), "requests": twice}) == {"status": "invalid", "code": "duplicate_id", "ids": ["x"]}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 2**60) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
KEYS = {
    "method": st.sampled_from([*METHODS, "line_split", "multi_year", "recipient_split", "effective_ask"]),
    "unit": st.sampled_from([1, 100, 1000]),
    "lines": st.just(LINES),
    "requests": st.just([{"id": "x", "ask": 5, "amount": 5, "lines": ["school"], "first_year": 2026, "asks": [5]}]),
    "years": st.just([{"year": 2026, "lines": LINES}]),
    "params": st.just({}),
    "amount": st.just(5),
    "shares": st.just({"a": 1}),
    "ask": st.just(5),
    "basis": st.just("of_grant"),
    "own_funds": st.just(5),
    "own_rate_percent": st.just(5),
}


@given(data=st.data())
def test_any_json_is_answered_or_refused(data: st.DataObject) -> None:
    """A good case with one or more parts exchanged for anything JSON can say."""
    mixed: dict[str, Any] = {}
    for key, good in KEYS.items():
        mixed[key] = data.draw(good)
    for key in data.draw(st.lists(st.sampled_from(sorted(KEYS)), max_size=2)):
        mixed[key] = data.draw(json_values)
    for key in ("lines", "requests", "years"):
        entries = mixed[key]
        if isinstance(entries, list) and entries and isinstance(entries[0], dict) and data.draw(st.booleans()):
            name = data.draw(
                st.sampled_from(["id", "ask", "amount", "frame", "hold_back", "lines", "asks", "year", "floor"])
            )
            mixed[key] = [{**entries[0], name: data.draw(json_values)}, *entries[1:]]
    try:
        result = answer(mixed)
    except CaseError:
        return
    json.dumps(result)
    assert result["status"] in ("ok", "invalid", "infeasible")
