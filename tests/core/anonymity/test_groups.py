"""No small group is found by subtracting what is shown, whatever filters are compared, also as answers come in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.anonymity.groups import AT_LEAST, is_open, open_groups

GROUPS = st.integers(0, 12)
COUNTS = st.dictionaries(GROUPS, st.integers(0, 30), max_size=12)
FILTER = st.sets(GROUPS)


def _sum(counts: dict[int, int], chosen: set[int] | None = None) -> int:
    return sum(counts[group] for group in open_groups(counts, chosen))


@given(COUNTS, FILTER, FILTER)
def test_two_filters_one_within_the_other_differ_by_nothing_or_enough(
    counts: dict[int, int], chosen: set[int], more: set[int]
) -> None:
    assert _is_safe(_sum(counts, chosen | more) - _sum(counts, chosen))
    assert _is_safe(_sum(counts) - _sum(counts, chosen))


@given(COUNTS, COUNTS, FILTER)
def test_a_group_that_is_closed_later_changes_a_sum_by_nothing_or_enough(
    counts: dict[int, int], later: dict[int, int], chosen: set[int]
) -> None:
    assert _is_safe(_sum({**later, **counts}, chosen) - _sum(counts, chosen))


@given(COUNTS)
def test_nothing_more_is_hidden_than_the_small_groups(counts: dict[int, int]) -> None:
    assert set(open_groups(counts)) == {group for group, count in counts.items() if count >= AT_LEAST}


def test_four_answers_are_hidden_and_five_are_shown() -> None:
    assert not is_open(4) and is_open(5)
    assert open_groups({"Bodø": 9, "Sortland": 5, "Mosjøen": 4}) == ["Bodø", "Sortland"]


def _is_safe(difference: int) -> bool:
    return difference == 0 or difference >= AT_LEAST
