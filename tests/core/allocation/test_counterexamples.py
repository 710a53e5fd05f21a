"""The cells of § 5 that do not hold, each with a case that shows it: what the guidance tells the user."""

from __future__ import annotations

from dataclasses import replace

from fordel.core.allocation import Allocation, Line, Problem, Request, allocate

SCHOOL = ("school",)


def run(problem: Problem) -> Allocation:
    result = allocate(problem)
    assert isinstance(result, Allocation)
    return result


def school(method: str, frame: int, *requests: Request, **params: object) -> Problem:
    return Problem(method, (Line("school", frame),), requests, 1, params)


def test_alabama_one_krone_more_in_the_frame_is_one_less_for_the_smallest() -> None:
    asks = (Request("A", 6, SCHOOL), Request("B", 6, SCHOOL), Request("C", 2, SCHOOL))
    assert run(school("proportional", 10, *asks)).amounts["C"] == 2
    assert run(school("proportional", 11, *asks)).amounts["C"] == 1


def test_with_floors_a_larger_frame_may_lower_somebody() -> None:
    reports = (Request("a", 100, SCHOOL, priority=1), Request("b", 60, SCHOOL, floor=50, priority=2))
    for method in ("cut_with_floor", "priority"):
        same = tuple(replace(r, priority=1) for r in reports)
        before, after = (run(school(method, frame, *same)).amounts["a"] for frame in (49, 60))
        assert (before, after) == (49, 10)


def test_a_higher_floor_may_raise_the_amount() -> None:
    """Once admitted, the floor lifts the report above the common share."""
    reports = (Request("a", 100, SCHOOL, floor=10, priority=1), Request("b", 100, SCHOOL, priority=1))
    high = (replace(reports[0], floor=80), reports[1])
    for method in ("cut_with_floor", "priority"):
        assert run(school(method, 100, *reports)).amounts["a"] == 50
        assert run(school(method, 100, *high)).amounts["a"] == 80
    scored = tuple(replace(r, score=5) for r in reports)
    assert run(school("score", 100, *scored)).amounts["a"] == 50
    assert run(school("score", 100, replace(scored[0], floor=80), scored[1])).amounts["a"] == 80


def test_splitting_a_report_pays_under_equal_amounts() -> None:
    whole = (Request("a", 80, SCHOOL), Request("b", 80, SCHOOL))
    halves = (Request("a1", 40, SCHOOL), Request("a2", 40, SCHOOL), Request("b", 80, SCHOOL))
    assert run(school("equal", 90, *whole)).amounts["a"] == 45
    result = run(school("equal", 90, *halves))
    assert result.amounts["a1"] + result.amounts["a2"] == 60


def test_splitting_a_report_pays_where_a_floor_stands_in_the_way() -> None:
    whole = (Request("a", 60, SCHOOL, priority=1), Request("b", 80, SCHOOL, floor=60, priority=2, score=5))
    halves = (whole[0], *(Request(i, 40, SCHOOL, floor=30, priority=2) for i in ("b1", "b2")))
    for method in ("priority",):
        assert run(school(method, 100, *whole)).amounts["b"] == 0
        result = run(school(method, 100, *halves))
        assert result.amounts["b1"] + result.amounts["b2"] == 40
    taken = (Request("a", 60, SCHOOL, floor=60, priority=1), whole[1])
    assert run(school("cut_with_floor", 100, *taken)).amounts["b"] == 0
    result = run(school("cut_with_floor", 100, taken[0], *halves[1:]))
    assert result.amounts["b1"] + result.amounts["b2"] == 40


def test_score_a_larger_frame_may_push_a_report_out() -> None:
    reports = (
        Request("a", 50, SCHOOL, floor=50, score=6),
        Request("b", 50, SCHOOL, floor=50, score=6),
        Request("c", 80, SCHOOL, floor=80, score=10),
    )
    assert run(school("score", 80, *reports)).amounts["c"] == 80
    assert run(school("score", 100, *reports)).amounts["c"] == 0


def test_score_splitting_may_pay() -> None:
    whole = (Request("a", 60, SCHOOL, floor=60, score=10), Request("b", 80, SCHOOL, floor=80, score=9))
    halves = (whole[0], *(Request(i, 40, SCHOOL, floor=40, score=5) for i in ("b1", "b2")))
    assert run(school("score", 100, *whole)).amounts["b"] == 0
    assert run(school("score", 100, *halves)).amounts["b1"] == 40


def test_equal_shares_may_leave_money_that_a_report_could_use() -> None:
    problem = school("equal_shares", 100, Request("a", 80, SCHOOL), votes={"KS": ["a"], "UH": []})
    result = run(problem)
    assert (result.amounts["a"], result.left) == (0, 100)


def test_equal_shares_equal_reports_may_differ_by_everything() -> None:
    problem = school("equal_shares", 50, Request("a", 50, SCHOOL), Request("b", 50, SCHOOL), votes={"KS": ["a", "b"]})
    assert dict(run(problem).amounts) == {"a": 50, "b": 0}


def test_equal_shares_a_larger_frame_may_lower_somebody() -> None:
    """With 60 only b can be paid for; with 100 a becomes affordable first, by more supporters, and b no longer is."""
    votes = {"KS": ["a", "b"], "UH": ["a"]}
    reports = (Request("a", 100, SCHOOL), Request("b", 30, SCHOOL))
    assert run(school("equal_shares", 60, *reports, votes=votes)).amounts["b"] == 30
    assert run(school("equal_shares", 100, *reports, votes=votes)).amounts["b"] == 0


def test_equal_shares_asking_for_more_may_cost_everything() -> None:
    votes = {"KS": ["a"]}
    assert run(school("equal_shares", 50, Request("a", 50, SCHOOL), votes=votes)).amounts["a"] == 50
    assert run(school("equal_shares", 50, Request("a", 51, SCHOOL), votes=votes)).amounts["a"] == 0


def test_equal_shares_splitting_may_pay() -> None:
    votes = {"KS": ["a", "a1", "a2"], "UH": []}
    assert run(school("equal_shares", 100, Request("a", 80, SCHOOL), votes={"KS": ["a"], "UH": []})).amounts["a"] == 0
    halves = (Request("a1", 40, SCHOOL), Request("a2", 40, SCHOOL))
    votes = {"KS": ["a1", "a2"], "UH": []}
    result = run(school("equal_shares", 100, *halves, votes=votes))
    assert result.amounts["a1"] + result.amounts["a2"] == 40
