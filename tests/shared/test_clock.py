"""The clock: the real one, unless a demo has moved it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from fordel.demo.clock import parse_demo_time, set_demo_clock
from fordel.demo.models import DemoClock
from fordel.shared.clock import OSLO, now, one_reading, today

pytestmark = pytest.mark.django_db
INSTANT = datetime(2026, 2, 24, 8, 10, tzinfo=OSLO)


@pytest.fixture
def demo(settings: Any) -> None:
    settings.FORDEL_DEMO = True


def test_outside_the_demo_nobody_moves_it() -> None:
    with pytest.raises(ImproperlyConfigured):
        set_demo_clock(INSTANT)
    DemoClock.set(INSTANT, datetime.now(UTC))
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)
    assert now().tzinfo is OSLO


def test_a_moved_clock_goes_on(demo: None) -> None:
    set_demo_clock(INSTANT)
    first, second = now(), now()
    assert INSTANT - timedelta(seconds=1) <= first < second
    assert second - INSTANT < timedelta(minutes=1)
    assert today() == date(2026, 2, 24)
    assert DemoClock.objects.count() == 1
    set_demo_clock(datetime(2026, 1, 31, 23, 59, tzinfo=OSLO))
    assert (DemoClock.objects.count(), today().month) == (1, 1)


def test_the_day_is_norways(demo: None) -> None:
    set_demo_clock(datetime(2026, 6, 30, 22, 30, tzinfo=UTC))
    assert today() == date(2026, 7, 1)


def test_a_page_reads_it_once(demo: None, django_assert_num_queries: Any) -> None:
    set_demo_clock(INSTANT)
    with django_assert_num_queries(1), one_reading():
        assert {now().date() for _ in range(5)} == {date(2026, 2, 24)}
    with django_assert_num_queries(2):
        assert now() < now()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-24T08:10", INSTANT),
        ("2026-02-24", datetime(2026, 2, 24, tzinfo=OSLO)),
        ("2026-02-24T07:10:00+00:00", INSTANT),
        ("2026-07-01T08:10", datetime(2026, 7, 1, 6, 10, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_norwegian(text: str, expected: datetime) -> None:
    assert parse_demo_time(text) == expected


@pytest.mark.parametrize("text", ["", "i dag", "24.02.2026", "2026-02-30", "1999-12-31", "2101-01-01", "0001-01-01"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):
        parse_demo_time(text)
