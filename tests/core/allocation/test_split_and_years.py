"""Amounts over two lines, over recipients and over years."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import (
    Allocation,
    CaseError,
    Infeasible,
    Line,
    Request,
    effective_ask,
    split_lines,
    split_recipients,
)
from fordel.core.allocation.split import LineSplit
from fordel.core.allocation.subset_sum import nearest_subset
from fordel.core.allocation.years import Plan, Year, allocate_years, commitment

from .instances import payable as payable_problem
from .instances import problems

A, B = ("a",), ("b",)


@st.composite
def splits(draw: st.DrawFn) -> tuple[tuple[Line, Line], tuple[Request, ...]]:
    lines = (Line("a", draw(st.integers(0, 60)), 0), Line("b", draw(st.integers(0, 60)), 0))
    kinds = draw(st.lists(st.tuples(st.sampled_from([A, B, A + B, A + B]), st.integers(0, 20)), max_size=7))
    return lines, tuple(Request(f"r{k}", ask, names) for k, (names, ask) in enumerate(kinds))


@given(case=splits(), rule=st.sampled_from(["same_share", "fewest_splits"]))
def test_a_split_pays_everybody_in_full_within_both_lines(
    case: tuple[tuple[Line, Line], tuple[Request, ...]], rule: str
) -> None:
    lines, requests = case
    result = split_lines(lines, requests, rule)
    both = [r for r in requests if r.lines == A + B]
    only = {name: sum(r.ask for r in requests if r.lines == (name,)) for name in "ab"}
    low = max(0, sum(r.ask for r in both) - (lines[1].frame - only["b"]))
    high = min(sum(r.ask for r in both), lines[0].frame - only["a"])
    if isinstance(result, Infeasible):
        assert low > high or only["a"] > lines[0].frame or only["b"] > lines[1].frame
        return
    assert isinstance(result, LineSplit)
    assert result.interval["a"] == (low, high)
    for r in requests:
        assert sum(result.paid[r.id].values()) == r.ask
        assert set(result.paid[r.id]) == set(r.lines)
        assert min(result.paid[r.id].values()) >= 0
    for line in lines:
        assert result.left[line.id] == line.frame - sum(p.get(line.id, 0) for p in result.paid.values()) >= 0
    from_a = sum(result.paid[r.id]["a"] for r in both)
    assert low <= from_a <= high
    if rule == "same_share":
        exact = Fraction(sum(r.ask for r in both) * lines[0].frame, max(1, lines[0].frame + lines[1].frame))
        assert from_a == min(high, max(low, int(exact + Fraction(1, 2))))
        return
    assert len(result.split_reports) <= 1
    reachable = {sum(r.ask for r in c) for k in range(len(both) + 1) for c in combinations(both, k)}
    inside = [s for s in reachable if low <= s <= high]
    if inside:
        assert not result.split_reports
        assert from_a == min(inside, key=lambda s: (abs(s - result.target), s))
    else:
        assert len(result.split_reports) == 1
        assert from_a == result.target


@given(problem=problems("proportional", lines=3, units=(1,), commits=False))
def test_the_worst_set_of_lines_is_named(problem: object) -> None:
    from fordel.core.allocation import Problem
    from fordel.core.allocation.split import lines_conflict

    from .instances import asks, capacity, line_subsets, load

    assert isinstance(problem, Problem)
    found = lines_conflict(problem.lines, problem.requests)
    amounts = asks(problem)
    assert (found is None) == payable_problem(problem, amounts)
    if found is not None:
        shortage = {t: load(problem, amounts, t) - capacity(problem, t) for t in line_subsets(problem)}
        named = frozenset(found.lines)
        assert found.short == shortage[named] == max(shortage.values())
        assert len(named) == min(len(t) for t, s in shortage.items() if s == found.short)
        assert (found.need or 0) - (found.available or 0) == found.short


@given(
    amounts=st.lists(st.integers(0, 40), max_size=9),
    low=st.integers(0, 100),
    width=st.integers(0, 60),
    target=st.integers(0, 160),
)
def test_nearest_subset_all_ways(amounts: list[int], low: int, width: int, target: int) -> None:
    from fordel.core.allocation import subset_sum

    high = low + width
    wanted = None
    for size in range(len(amounts) + 1):
        for chosen in combinations(range(len(amounts)), size):
            total = sum(amounts[k] for k in chosen)
            if low <= total <= high:
                key = abs(total - target), total, [k not in chosen for k in range(len(amounts))]
                wanted = key if wanted is None or key < wanted else wanted
    found, proven = nearest_subset(amounts, low, high, target)
    assert proven
    assert (found is None) == (wanted is None)
    if found is not None and wanted is not None:
        assert [not y for y in found] == wanted[2]
    by_bits = subset_sum._by_bits(amounts, low, high, target, 1)
    assert by_bits == found


def test_very_many_reports_still_find_a_sum() -> None:
    amounts = [1_000_003 + 7919 * k for k in range(400)]
    target = sum(amounts) // 3
    found, proven = nearest_subset(amounts, target - 5_000, target + 5_000, target)
    assert found is not None
    assert not proven
    assert abs(sum(a for a, y in zip(amounts, found, strict=True) if y) - target) <= 5_000


@given(
    shares=st.dictionaries(st.sampled_from("abcd"), st.integers(0, 9), min_size=1),
    columns=st.lists(st.integers(0, 500), min_size=1, max_size=4),
)
def test_recipients_rows_and_columns_are_exact(shares: dict[str, int], columns: list[int]) -> None:
    by_line = {f"l{k}": kroner for k, kroner in enumerate(columns)}
    amount = sum(columns)
    if not sum(shares.values()):
        return
    result = split_recipients(amount, shares, by_line)
    assert sum(result.recipients.values()) == amount
    for name, total in result.recipients.items():
        assert sum(result.table[name].values()) == total
        assert min(result.table[name].values()) >= 0
    for line, kroner in by_line.items():
        assert sum(row[line] for row in result.table.values()) == kroner


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 100))
def test_own_contribution(ask: int, cost: int, own: int, rate: int) -> None:
    by_cost = effective_ask(ask, rate, total_cost=cost)
    assert by_cost == min(ask, int(Fraction(100 - rate, 100) * cost))
    by_funds = effective_ask(ask, rate, own_funds=own)
    assert by_funds == (min(ask, int(own / Fraction(rate, 100))) if rate else ask)


@given(
    data=st.data(),
    rule=st.sampled_from(["proportional", "priority", "equal"]),
    carry=st.sampled_from(["none", "hold_back"]),
)
def test_years_keep_their_promises(data: st.DataObject, rule: str, carry: str) -> None:
    years = [
        Year(2026 + k, (Line("a", data.draw(st.integers(0, 60)) + 20, data.draw(st.integers(0, 20))),))
        for k in range(3)
    ]
    plans = [
        Plan(
            Request(name, 0, A, priority=data.draw(st.integers(1, 2))),
            data.draw(st.integers(2026, 2027)),
            tuple(data.draw(st.lists(st.integers(0, 40), min_size=1, max_size=3))),
        )
        for name in data.draw(st.lists(st.sampled_from("pqrs"), unique=True))
    ]
    result = allocate_years(years, plans, rule=rule, carry=carry)
    assert isinstance(result, tuple)
    given_: dict[str, int] = {}
    before = 0
    for year, one in zip(years, result, strict=True):
        if one.answer is None:
            return
        assert one.lines[0].frame == year.lines[0].frame + (before if carry == "hold_back" else 0)
        before = one.lines[0].hold_back
        for plan in plans:
            k = year.year - plan.first_year
            if 0 < k < len(plan.asks):
                assert one.commitments[plan.request.id] == commitment(
                    plan.asks[k], plan.asks[0], given_[plan.request.id]
                )
        if not isinstance(one.answer, Allocation):
            continue
        for plan in plans:
            k = year.year - plan.first_year
            if k == 0:
                given_[plan.request.id] = one.answer.amounts[plan.request.id]
            elif 0 < k < len(plan.asks):
                assert one.answer.amounts[plan.request.id] == one.commitments[plan.request.id]
        assert one.answer.total + one.answer.left == one.lines[0].capacity


def test_years_that_make_no_sense_are_refused() -> None:
    year = Year(2026, (Line("a", 10),))
    plan = Plan(Request("p", 5, A), 2026, (5,))
    with pytest.raises(CaseError, match="twice"):
        allocate_years([year, year], [plan])
    with pytest.raises(CaseError, match="before"):
        allocate_years([year], [replace(plan, first_year=2025)])
    with pytest.raises(CaseError, match="carry"):
        allocate_years([year], [plan], carry="all")
    refused = allocate_years([year, Year(2027, (Line("b", 10),))], [replace(plan, asks=(5, 5))])
    assert getattr(refused, "code", None) == "unknown_line"
