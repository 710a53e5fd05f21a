"""What may be shown of a pulse: never a figure, or a difference of two, of fewer than five people."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.anonymity.groups import AT_LEAST
from fordel.core.pulse.figures import (
    END,
    START,
    Cell,
    Summary,
    asked,
    at_both_moments,
    change,
    shown,
    summary,
    t_quantile,
)

CELLS = st.builds(Cell, st.integers(1, 4), st.sampled_from([START, END]), st.sampled_from(["", "school", "ppt"]))
COUNTS = st.dictionaries(CELLS, st.integers(0, 9), max_size=18)
FILTERS = st.tuples(
    st.none() | st.frozensets(st.integers(1, 4)),
    st.none() | st.sampled_from([START, END]),
    st.none() | st.frozensets(st.sampled_from(["", "school", "ppt"])),
)


def _fits(cell: Cell, asked: tuple[frozenset[int] | None, str | None, frozenset[str] | None]) -> bool:
    pulses, moment, places = asked
    return (
        (pulses is None or cell.pulse in pulses)
        and (moment is None or cell.moment == moment)
        and (places is None or cell.place in places)
    )


@given(COUNTS, st.lists(FILTERS, min_size=1, max_size=5))
def test_no_filters_leave_a_small_group_by_subtraction(
    counts: dict[Cell, int], filters: list[tuple[frozenset[int] | None, str | None, frozenset[str] | None]]
) -> None:
    answers = {cell: [{"a": 1}] * count for cell, count in counts.items()}
    people = [
        {
            (cell, number)
            for cell in shown(answers, lambda cell, f=each: _fits(cell, f))
            for number in range(counts[cell])
        }
        for each in filters
    ]
    found: set[frozenset[tuple[Cell, int]]] = {frozenset(each) for each in people}
    for _turn in range(2):  # sums and differences of figures, and those of them
        pairs = itertools.product(found, found)
        found = found | {part for one, other in pairs for part in (one - other, one & other, one | other)}
        if len(found) > 200:
            break
    assert all(not part or len(part) >= AT_LEAST for part in found)


@given(st.lists(st.integers(1, 5), max_size=12))
def test_a_summary_is_of_five_or_more(values: list[int]) -> None:
    found = summary(values)
    assert (found is None) == (len(values) < AT_LEAST)
    if found:
        assert found.mean == pytest.approx(sum(values) / len(values))
        assert 0 <= found.variance <= 5


@pytest.mark.parametrize(("freedom", "known"), [(4, 2.776), (8, 2.306), (15, 2.131), (30, 2.042), (1000, 1.962)])
def test_the_quantile_is_that_of_tables(freedom: int, known: float) -> None:
    assert t_quantile(freedom) == pytest.approx(known, abs=0.01)


def test_a_change_that_chance_explains_is_not_called_one() -> None:
    few_start, few_end = summary([3, 3, 2, 4, 3]), summary([3, 4, 3, 4, 3])
    many_start, many_end = summary([3, 3, 2, 4, 3] * 20), summary([3, 4, 3, 4, 3] * 20)
    small, large = change(few_start, few_end), change(many_start, many_end)
    assert small and large
    assert small.difference == large.difference == pytest.approx(0.4)
    assert (small.verdict, large.verdict) == ("unsure", "up")
    back = change(many_end, many_start)
    assert back and back.verdict == "down"


def test_answers_that_are_all_alike_have_changed_only_if_they_differ() -> None:
    threes, fives = summary([3] * 5), summary([5] * 5)
    same, other = change(threes, threes), change(threes, fives)
    assert same and same.verdict == "unsure"
    assert other and other.verdict == "up"
    assert change(None, fives) is None and change(threes, None) is None


@given(st.integers(5, 400), st.floats(1, 5), st.floats(0.01, 4))
def test_more_answers_make_the_interval_narrower(count: int, mean: float, variance: float) -> None:
    one, more = Summary(count, mean, variance), Summary(count * 2, mean, variance)
    wide, narrow = change(one, one), change(more, more)
    assert wide and narrow and narrow.margin < wide.margin


@given(COUNTS)
def test_several_measures_are_compared_by_those_asked_twice(counts: dict[Cell, int]) -> None:
    """Pulses 1 and 2 are of one measure, 3 and 4 of another."""
    answers = {cell: [{"a": 1 + cell.pulse}] * count for cell, count in counts.items()}
    measure_of = {1: 1, 2: 1, 3: 2, 4: 2}
    large = shown(answers)
    cells = at_both_moments(large, measure_of)
    assert set(cells) <= set(large)
    twice = {m for m in (1, 2) if {cell.moment for cell in large if measure_of[cell.pulse] == m} == {START, END}}
    assert cells == [cell for cell in large if not twice or measure_of[cell.pulse] in twice]
    found = asked(answers, cells, "a")
    for moment, summed_up in ((START, found.start), (END, found.end)):
        people = sum(counts[cell] for cell in cells if cell.moment == moment)
        assert (summed_up.count if summed_up else 0) == people
    assert (found.change is None) == (found.start is None or found.end is None)
    assert asked(answers, cells, "another question").start is None
