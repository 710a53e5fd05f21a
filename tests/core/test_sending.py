"""When a mail goes: never in quiet hours, never late, and daily once a day, over both clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.sending import Quiet, When, in_time, next_sending

OSLO: Final = ZoneInfo("Europe/Oslo")
MINUTE: Final = timedelta(minutes=1)
NO_QUIET: Final = Quiet()
hours: Final = st.integers(0, 23)
quiet_hours: Final = st.builds(Quiet, hours, hours)
START: Final = datetime(2020, 1, 1, tzinfo=UTC)
YEARS: Final = 15 * 366 * 24 * 60  # minutes
# the days around both clock changes of 2026 come up as often as all others
changes: Final = st.sampled_from([datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 10, 24, 12, tzinfo=UTC)])
instants: Final = st.builds(lambda minutes: START + minutes * MINUTE, st.integers(0, YEARS)) | st.builds(
    lambda day, minutes: day + timedelta(minutes=minutes), changes, st.integers(0, 48 * 60)
)


def at(text: str, zone: ZoneInfo = OSLO, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


def at_once(instant: datetime, quiet: Quiet) -> datetime:
    found = next_sending(instant, When.AT_ONCE, quiet, 7, OSLO)
    assert found is not None
    return found


def daily(instant: datetime, hour: int, quiet: Quiet = NO_QUIET) -> datetime:
    found = next_sending(instant, When.DAILY, quiet, hour, OSLO)
    assert found is not None
    return found


def minute_before(instant: datetime) -> datetime:
    """Counted in UTC: on the wall, the minute before three is none in a night in March."""
    return instant.astimezone(UTC) - MINUTE


def is_quiet(quiet: Quiet, instant: datetime) -> bool:
    return quiet.covers(instant.astimezone(OSLO).hour)


@given(instants, quiet_hours)
def test_at_once_is_the_first_minute_that_is_not_quiet(instant: datetime, quiet: Quiet) -> None:
    found = at_once(instant, quiet)
    assert found >= instant and not is_quiet(quiet, found)
    if found > instant:
        assert is_quiet(quiet, instant) and is_quiet(quiet, minute_before(found))
        steps = int((found - instant) / timedelta(minutes=30))
        assert all(is_quiet(quiet, instant + step * timedelta(minutes=30)) for step in range(steps))


@given(instants, quiet_hours)
def test_it_never_waits_longer_than_a_day_and_the_hour_of_a_clock_change(instant: datetime, quiet: Quiet) -> None:
    assert at_once(instant, quiet) - instant <= timedelta(hours=24)


@given(instants, hours)
def test_the_daily_mail_is_later_and_within_a_day(instant: datetime, hour: int) -> None:
    found = daily(instant, hour)
    assert instant < found <= instant + timedelta(hours=25)
    assert (found.minute, found.second) == (0, 0)
    assert found.hour == hour or (found.hour == 3 and hour == 2), "a night in March has no hour of two"


@given(instants, hours, quiet_hours)
def test_the_daily_mail_respects_quiet_hours(instant: datetime, hour: int, quiet: Quiet) -> None:
    found = daily(instant, hour, quiet)
    assert not is_quiet(quiet, found)
    assert found == at_once(daily(instant, hour), quiet)


@given(instants, hours)
def test_all_of_a_day_goes_together(instant: datetime, hour: int) -> None:
    """Whatever comes between two daily mails goes with the second of them."""
    found = daily(instant, hour)
    assert daily(minute_before(found), hour) == found
    assert daily(found, hour).date() == found.date() + timedelta(days=1)


@given(instants, quiet_hours, hours, st.sampled_from(When), st.timedeltas(timedelta(minutes=1), timedelta(days=9)))
def test_half_the_time_to_answer_is_left(
    instant: datetime, quiet: Quiet, hour: int, when: When, time: timedelta
) -> None:
    due = next_sending(instant, when, quiet, hour, OSLO)
    found = in_time(instant, due, instant + time)
    assert (found is None) == (when == When.OFF)
    if found is not None and due is not None:
        assert found in (due, instant) and found - instant <= time / 2
    assert in_time(instant, due, None) == due


@given(instants, quiet_hours, hours)
def test_what_is_off_never_goes(instant: datetime, quiet: Quiet, hour: int) -> None:
    assert next_sending(instant, When.OFF, quiet, hour, OSLO) is None


@given(instants, hours)
def test_the_same_hour_twice_is_no_quiet_time(instant: datetime, hour: int) -> None:
    assert at_once(instant, Quiet(hour, hour)).timestamp() == instant.timestamp()  # also in an hour that comes twice


@pytest.mark.parametrize(
    ("instant", "quiet", "wanted"),
    [
        (at("2026-02-10T23:30"), Quiet(22, 7), at("2026-02-11T07:00")),
        (at("2026-02-11T06:59"), Quiet(22, 7), at("2026-02-11T07:00")),
        (at("2026-02-11T07:00"), Quiet(22, 7), at("2026-02-11T07:00")),
        (at("2026-02-11T12:15"), Quiet(12, 13), at("2026-02-11T13:00")),
        # the night when two o'clock is three, and the night when two o'clock comes twice
        (at("2026-03-29T01:30"), Quiet(22, 2), at("2026-03-29T03:00")),
        (at("2026-10-25T01:30"), Quiet(22, 3), at("2026-10-25T03:00")),
        (at("2026-10-25T02:30", fold=1), Quiet(22, 3), at("2026-10-25T03:00")),
    ],
)
def test_quiet_hours_by_example(instant: datetime, quiet: Quiet, wanted: datetime) -> None:
    assert at_once(instant, quiet) == wanted
