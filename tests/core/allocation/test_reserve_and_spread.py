"""The hold-back question of 2026, the curve behind it, and how evenly the money lies."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import (
    Allocation,
    Line,
    Problem,
    Request,
    allocate,
    no_cut_reserve,
    split_reserve,
)
from fordel.core.allocation.reserve import hold_back_curve, with_reserve
from fordel.core.allocation.spread import gini, lorenz

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


def test_on_either_side_of_a_kink() -> None:
    below, above = 4_049_740, 4_050_740  # up to a reserve of 4 049 740 on kindergarten alone, all are cut alike
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
