"""The hold-back question of 2026, the curve behind it, and how evenly the money lies."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import (
    Allocation,
    CaseError,
    Infeasible,
    Line,
    Problem,
    Request,
    allocate,
    no_cut_reserve,
    split_reserve,
)
from fordel.core.allocation.reserve import cut_steps, hold_back_curve, reserve_by_policy, with_reserve
from fordel.core.allocation.spread import Change, compare, gini, lorenz, per_head, spread

from .instances import answered, problems

KINDERGARTEN, SCHOOL = ("kindergarten",), ("school",)
BOTH = KINDERGARTEN + SCHOOL
LINES = (Line("kindergarten", 11_000_000), Line("school", 17_000_000))
NEEDS = (
    Request("B12", 7_140_413, KINDERGARTEN),
    Request("S22", 10_232_728, SCHOOL),
    Request("BS18", 7_232_379, BOTH),
)
CASE = Problem("proportional", LINES, NEEDS)


def test_the_polygon_of_2026() -> None:
    polygon = no_cut_reserve(LINES, NEEDS)
    assert polygon.bounds == {KINDERGARTEN: 3_859_587, SCHOOL: 6_767_272, BOTH: 3_394_480}
    assert polygon.total == 3_394_480
    assert polygon.binding == (BOTH,)
    assert polygon.allows({"kindergarten": 3_394_480})
    assert not polygon.allows({"kindergarten": 3_394_480, "school": 1})


def test_holding_back_all_that_is_left_fixes_what_both_take_from_kindergarten() -> None:
    for held in (0, 1_000_000, 3_394_480):
        result = allocate(with_reserve(CASE, {"kindergarten": held, "school": 3_394_480 - held}))
        assert isinstance(result, Allocation)
        assert result.everything_fits
        assert result.interval["kindergarten"] == (3_859_587 - held, 3_859_587 - held)


def test_one_sum_is_spread_by_frame_in_whole_thousands() -> None:
    assert split_reserve(5_000_000, LINES) == {"kindergarten": 1_964_000, "school": 3_036_000}
    assert split_reserve(0, LINES) == {"kindergarten": 0, "school": 0}
    assert split_reserve(1_500, LINES) == {"kindergarten": 0, "school": 1_500}
    with pytest.raises(ValueError, match="frames"):
        split_reserve(28_000_001, LINES)


@given(frames=st.lists(st.integers(0, 5_000_000), min_size=1, max_size=4), share=st.integers(0, 1000))
def test_the_spread_reserve_sums_and_stays_within_the_frames(frames: list[int], share: int) -> None:
    lines = tuple(Line(f"l{k}", frame) for k, frame in enumerate(frames))
    total = sum(frames) * share // 1000
    held = split_reserve(total, lines)
    assert sum(held.values()) == total
    assert all(0 <= held[line.id] <= line.frame for line in lines)


def test_the_kinks_of_the_curve() -> None:
    kindergarten, school = cut_steps(LINES, NEEDS, "kindergarten"), cut_steps(LINES, NEEDS, "school")
    assert not isinstance(kindergarten, Infeasible)
    assert not isinstance(school, Infeasible)
    assert kindergarten.no_cut == school.no_cut == 3_394_480
    assert round(kindergarten.common) == 4_049_741
    assert round(school.common) == 9_168_536
    assert round(kindergarten.per_point) == 246_055


def test_on_either_side_of_a_kink() -> None:
    steps = cut_steps(LINES, NEEDS, "kindergarten")
    assert not isinstance(steps, Infeasible)
    below, above = int(steps.common), int(steps.common) + 1000
    one, other = hold_back_curve(CASE, [below, above], {"kindergarten": 1})
    assert len(set(one.shares.values())) == 1
    assert other.shares[KINDERGARTEN] < other.shares[BOTH] == other.shares[SCHOOL]
    assert hold_back_curve(CASE, [11_000_001], {"kindergarten": 1}) == ()


def test_the_curve_of_2026() -> None:
    points = hold_back_curve(CASE, [0, 3_394_480, 3_394_480 + 246_055, 5_000_000, 99_000_000])
    assert [p.cut for p in points] == [0, 0, 246_055, 1_605_520]
    assert [p.reports_cut for p in points] == [0, 0, 3, 3]
    assert points[3].held == {"kindergarten": 1_964_000, "school": 3_036_000}
    assert float(points[2].shares[BOTH]) == pytest.approx(0.99, abs=1e-6)


@given(problem=problems("proportional", units=(1,), commits=False))
def test_leftover_only_never_cuts(problem: Problem) -> None:
    lines = tuple(replace(line, hold_back=0) for line in problem.lines)
    problem = replace(problem, lines=lines)
    before = answered(problem)
    assert before is not None
    frames = {line.id: line.frame for line in lines}
    held = reserve_by_policy("leftover_only", lines, problem.requests, frames, before.amounts)
    after = answered(with_reserve(problem, held))
    assert after is not None
    assert dict(after.amounts) == dict(before.amounts)
    assert sum(held.values()) == before.left
    assert after.left == 0


def test_policies() -> None:
    assert reserve_by_policy("none", LINES, NEEDS, {"school": 5}) == {"kindergarten": 0, "school": 0}
    assert reserve_by_policy("fixed", LINES, NEEDS, {"school": 5}) == {"kindergarten": 0, "school": 5}
    percent = reserve_by_policy("percent", LINES, NEEDS, {"kindergarten": 5, "school": 3})
    assert percent == {"kindergarten": 550_000, "school": 510_000}
    left = reserve_by_policy("leftover_only", LINES, NEEDS, {"kindergarten": 3_000_000, "school": 3_000_000})
    assert left == {"kindergarten": 3_000_000, "school": 394_480}
    with pytest.raises(CaseError):
        reserve_by_policy("all", LINES, NEEDS, {})


def test_gini_and_lorenz() -> None:
    assert gini([]) == gini([0, 0]) == 0
    assert gini([5, 5, 5]) == 0
    assert gini([0, 0, 9]) == Fraction(2, 3)
    assert gini([1, 3]) == Fraction(1, 4)
    assert lorenz([1, 3]) == ((0, 0), (Fraction(1, 2), Fraction(1, 4)), (1, 1))
    assert lorenz([0]) == ((0, 0), (1, 1))


@given(amounts=st.lists(st.integers(0, 10**20), min_size=1, max_size=20))
def test_gini_is_the_mean_difference_and_lies_under_the_lorenz_curve(amounts: list[int]) -> None:
    count, total = len(amounts), sum(amounts)
    if not total:
        return
    differences = sum(abs(a - b) for a in amounts for b in amounts)
    assert gini(amounts) == Fraction(differences, 2 * count * total)
    points = lorenz(amounts)
    area = sum((x1 - x0) * (y0 + y1) / 2 for (x0, y0), (x1, y1) in pairwise(points))
    assert gini(amounts) == 1 - 2 * area
    assert all(y <= x for x, y in points)


def test_who_gains_and_who_loses() -> None:
    found = compare({"a": 10, "b": 10, "c": 5}, {"a": 4, "b": 12, "c": 5, "d": 1})
    assert found.gain == (Change("b", 10, 12), Change("d", 0, 1))
    assert found.lose == (Change("a", 10, 4),)
    assert (found.gained, found.lost, found.unchanged) == (3, 6, 1)


def test_per_head_and_key_figures() -> None:
    assert per_head({"a": 10, "b": 3, "c": 1}, {"a": 4, "b": None, "c": 0}) == {
        "a": Fraction(5, 2),
        "b": None,
        "c": None,
    }
    requests = (Request("a", 10, SCHOOL), Request("b", 30, SCHOOL), Request("z", 0, SCHOOL))
    result = allocate(Problem("proportional", (Line("school", 20),), requests))
    assert isinstance(result, Allocation)
    figures = spread(requests, result)
    assert (figures.funded, figures.whole, figures.cut, figures.nothing, figures.granted) == (2, 0, 2, 0, 20)
    assert figures.least_share == Fraction(1, 2)
    assert (figures.gini, figures.gini_of_shares) == (Fraction(1, 4), 0)
