"""Any number of budget lines: everything is paid, to the krone, as evenly as can be, whatever the order."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.allocation import Allocation, CaseError, Infeasible, Line, Problem, Request, allocate, split_lines
from fordel.core.allocation.frames import mask_of
from fordel.core.allocation.line_sums import (
    MOST_LINES,
    _rise,
    bounds_of,
    demand_of,
    fairest_sums,
    most_by_set,
    without_cycles,
)
from fordel.core.allocation.split import LineSplit

NAMES = "abcde"
Case = tuple[tuple[Line, ...], tuple[Request, ...]]


@st.composite
def cases(draw: st.DrawFn, most_lines: int = 5, most: int = 60, reports: int = 9) -> Case:
    """One to five lines, some of them empty, and reports on any set of them; often all of it can be paid."""
    count = draw(st.integers(1, most_lines))
    lines = tuple(Line(name, draw(st.integers(0, 3 * most))) for name in NAMES[:count])
    sets = st.sets(st.sampled_from(NAMES[:count]), min_size=1)
    asked = draw(st.lists(st.tuples(sets, st.integers(0, most)), max_size=reports))
    requests = tuple(Request(f"r{k}", ask, tuple(sorted(names))) for k, (names, ask) in enumerate(asked))
    return lines, requests


def reachable(lines: tuple[Line, ...], requests: tuple[Request, ...]) -> set[tuple[int, ...]]:
    """Every vector of what the lines can pay of the shared reports while all is paid, found one krone at a time."""
    found = {tuple(0 for _line in lines)}
    for request in requests:
        for _krone in range(request.ask if len(request.lines) > 1 else 0):
            found = {
                tuple(paid + (line.id == chosen) for paid, line in zip(vector, lines, strict=True))
                for vector in found
                for chosen in request.lines
            }
    own = [sum(r.ask for r in requests if r.lines == (line.id,)) for line in lines]
    return {v for v in found if all(s + o <= line.capacity for s, o, line in zip(v, own, lines, strict=True))}


@given(case=cases(), rule=st.sampled_from(["same_share", "fewest_splits"]))
def test_everything_is_paid_in_full_by_lines_that_may_pay_it(case: Case, rule: str) -> None:
    lines, requests = case
    result = split_lines(lines, requests, rule)
    worst = max(
        sum(r.ask for r in requests if set(r.lines) <= set(chosen))
        - sum(line.capacity for line in lines if line.id in chosen)
        for size in range(1, len(lines) + 1)
        for chosen in combinations([line.id for line in lines], size)
    )
    if worst > 0:
        assert isinstance(result, Infeasible)
        assert result.short == worst
        return
    assert isinstance(result, LineSplit)
    for request in requests:
        paid = result.paid[request.id]
        assert sum(paid.values()) == request.ask
        assert set(paid) == set(request.lines)
        assert min(paid.values()) >= 0
    for line in lines:
        used = sum(paid.get(line.id, 0) for paid in result.paid.values())
        assert result.left[line.id] == line.capacity - used >= 0
        low, high = result.interval[line.id]
        assert low <= sum(p.get(line.id, 0) for p in result.paid.values() if len(p) > 1) <= high
    if rule == "fewest_splits":
        assert len(result.split_reports) <= len(lines) - 1
    divided = {name for name, paid in result.paid.items() if sum(part > 0 for part in paid.values()) > 1}
    assert set(result.split_reports) == divided


@given(case=cases())
def test_what_each_line_pays_is_the_lexicographic_maximin(case: Case) -> None:
    """Certificate: every line is in a set that is used up and holds no line at a higher level (Megiddo 1974)."""
    lines, requests = case
    if isinstance(split_lines(lines, requests), Infeasible):
        return
    masks = [mask_of(r.lines, {line.id: k for k, line in enumerate(lines)}) for r in requests]
    demand = demand_of(lines, masks, [r.ask for r in requests])
    bound, weights = most_by_set(demand), [line.capacity for line in lines]
    exact, whole = _rise(weights, bound), fairest_sums(demand)
    sums = [sum((exact[k] for k in range(len(lines)) if t >> k & 1), Fraction(0)) for t in range(len(bound))]
    assert all(paid <= most for paid, most in zip(sums, bound, strict=True))
    assert sums[-1] == demand.total == sum(whole)
    level = [value / weight if weight else Fraction(0) for value, weight in zip(exact, weights, strict=True)]
    for k in range(len(lines)):
        tight = (t for t in range(len(bound)) if t >> k & 1 and sums[t] == bound[t])
        assert weights[k] == 0 or any(all(level[m] <= level[k] for m in range(len(lines)) if t >> m & 1) for t in tight)
    for value, paid in zip(exact, whole, strict=True):
        assert abs(value - paid) < 1
    for t, most in enumerate(bound):
        assert sum(whole[k] for k in range(len(lines)) if t >> k & 1) <= most


@given(case=cases(most_lines=3, most=4, reports=4))
def test_the_bounds_of_lines_and_pairs_are_reached_and_not_passed(case: Case) -> None:
    lines, requests = case
    vectors = reachable(lines, requests)
    masks = [mask_of(r.lines, {line.id: k for k, line in enumerate(lines)}) for r in requests]
    bounds = bounds_of(demand_of(lines, masks, [r.ask for r in requests]))
    if isinstance(split_lines(lines, requests), Infeasible):
        assert not vectors
        return
    place = {line.id: k for k, line in enumerate(lines)}
    for name, (low, high) in bounds.lines.items():
        paid = [vector[place[name]] for vector in vectors]
        assert (min(paid), max(paid)) == (low, high)
    for (one, other), (low, high) in bounds.pairs.items():
        together = [vector[place[one]] + vector[place[other]] for vector in vectors]
        assert (min(together), max(together)) == (low, high)
    assert len(bounds.pairs) == (3 if len(lines) == 3 else 0)


@given(case=cases(), order=st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(case: Case, order: object) -> None:
    lines, requests = case
    shuffled = list(requests)
    order.shuffle(shuffled)
    for rule in ("same_share", "fewest_splits"):
        assert split_lines(lines, requests, rule) == split_lines(lines, shuffled, rule)


@given(case=cases())
def test_an_answer_tells_what_every_line_and_pair_can_pay(case: Case) -> None:
    lines, requests = case
    result = allocate(Problem("proportional", lines, requests))
    assert isinstance(result, Allocation)
    granted = tuple(Request(r.id, result.amounts[r.id], r.lines) for r in requests)
    split = split_lines(lines, granted)
    assert isinstance(split, LineSplit)
    if len(lines) > 1:
        assert (result.interval, result.pairs) == (split.interval, split.pairs)
    else:
        assert (result.interval, result.pairs) == ({}, {})


@given(rows=st.dictionaries(st.integers(1, 31), st.lists(st.integers(0, 9), min_size=4, max_size=4), max_size=6))
def test_a_table_without_cycles_keeps_its_sums(rows: dict[int, list[int]]) -> None:
    found = without_cycles(rows)
    assert {mask: sum(row) for mask, row in found.items()} == {mask: sum(row) for mask, row in rows.items()}
    for k in range(4):
        assert sum(row[k] for row in found.values()) == sum(row[k] for row in rows.values())
    cells = sum(value > 0 for row in found.values() for value in row)
    used_rows = sum(any(row) for row in found.values())
    used_lines = sum(any(row[k] for row in found.values()) for k in range(4))
    assert all(value >= 0 for row in found.values() for value in row)
    assert cells <= max(0, used_rows + used_lines - 1)


def test_three_lines_by_hand() -> None:
    """300 000 for all three lines: the line with the large frame pays most, and an empty one nothing."""
    lines = (Line("a", 100), Line("b", 200), Line("c", 0))
    result = split_lines(lines, [Request("x", 90, ("a", "b", "c")), Request("y", 30, ("a",))])
    assert isinstance(result, LineSplit)
    assert result.paid == {"x": {"a": 30, "b": 60, "c": 0}, "y": {"a": 30}}
    assert result.interval == {"a": (0, 70), "b": (20, 90), "c": (0, 0)}
    assert result.pairs == {("a", "b"): (90, 90), ("a", "c"): (0, 70), ("b", "c"): (20, 90)}


def test_too_many_lines_are_refused_in_words() -> None:
    lines = tuple(Line(str(k), 1) for k in range(MOST_LINES + 1))
    with pytest.raises(CaseError, match=str(MOST_LINES)):
        split_lines(lines, [Request("x", 1, ("0", "1"))])
