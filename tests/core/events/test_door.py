"""When somebody was checked in, whatever the phone says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fordel.core.events.door import happened_at

NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)
SECONDS = st.floats(min_value=-1e9, max_value=1e9)


@given(SECONDS, SECONDS)
def test_it_is_never_in_the_time_to_come_nor_before_the_list_was_on_the_phone(ago: float, loaded: float) -> None:
    loaded_at = NOON - timedelta(seconds=loaded)
    at = happened_at(NOON, ago, loaded_at)
    assert min(loaded_at, NOON) <= at <= NOON


@given(st.integers(min_value=0, max_value=3600))
def test_an_age_within_the_bounds_is_believed(ago: int) -> None:
    assert happened_at(NOON, ago, NOON - timedelta(hours=1)) == NOON - timedelta(seconds=ago)
