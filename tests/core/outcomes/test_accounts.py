"""What is used of a grant is divided by line so that it sums, and no line has more than it paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.outcomes.accounts import unused_of, used_by_line

LINES = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.integers(0, 10**8), min_size=1)


@given(LINES, st.data())
def test_used_sums_and_no_line_has_more_than_it_paid(granted: dict[str, int], data: st.DataObject) -> None:
    used = data.draw(st.integers(0, sum(granted.values())))
    found = used_by_line(granted, used)
    assert sum(found.values()) == used
    assert found.keys() == granted.keys()
    assert all(0 <= found[code] <= granted[code] for code in granted)
    assert used + unused_of(sum(granted.values()), used) == sum(granted.values())


@given(LINES)
def test_all_used_is_what_each_line_paid(granted: dict[str, int]) -> None:
    assert used_by_line(granted, sum(granted.values())) == granted


@pytest.mark.parametrize("used", [-1, 101])
def test_more_than_the_grant_or_less_than_nothing_is_refused(used: int) -> None:
    with pytest.raises(ValueError, match="of 100"):
        used_by_line({"a": 60, "b": 40}, used)
