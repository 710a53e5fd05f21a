"""When a report may be written in: the last minute is in time, and the next instant is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordel.core.form.window import AnswerTerms, Reason, Terms, may_answer, window_at

OSLO = ZoneInfo("Europe/Oslo")
OPENS = datetime(2025, 12, 1, tzinfo=OSLO)
DEADLINE = datetime(2026, 2, 2, tzinfo=OSLO)
LATER = datetime(2026, 2, 10, tzinfo=OSLO)


@pytest.mark.parametrize(
    ("instant", "terms", "reason"),
    [
        (OPENS - timedelta(microseconds=1), Terms(OPENS, DEADLINE), Reason.NOT_OPEN_YET),
        (OPENS, Terms(OPENS, DEADLINE), Reason.OPEN),
        (DEADLINE - timedelta(microseconds=1), Terms(OPENS, DEADLINE), Reason.OPEN),
        (DEADLINE, Terms(OPENS, DEADLINE), Reason.TOO_LATE),
        (datetime(2026, 2, 1, 23, 0, tzinfo=UTC), Terms(OPENS, DEADLINE), Reason.TOO_LATE),
        (DEADLINE, Terms(OPENS, DEADLINE, extension=LATER), Reason.OPEN),
        (LATER, Terms(OPENS, DEADLINE, extension=LATER), Reason.TOO_LATE),
        (DEADLINE - timedelta(hours=1), Terms(OPENS, DEADLINE, extension=DEADLINE - timedelta(days=9)), Reason.OPEN),
        (LATER, Terms(OPENS, DEADLINE, state="returned", reply_by=LATER + timedelta(days=1)), Reason.RETURNED),
        (LATER, Terms(OPENS, DEADLINE, state="returned", reply_by=LATER), Reason.TOO_LATE_TO_MEND),
        (OPENS, Terms(OPENS, DEADLINE, state="accepted"), Reason.HANDLED),
        (OPENS, Terms(OPENS, DEADLINE, state="not_eligible", by_office=True), Reason.HANDLED),
        (LATER, Terms(OPENS, DEADLINE, by_office=True), Reason.BY_OFFICE),
        (OPENS, Terms(OPENS, DEADLINE, by_office=True, is_decided=True), Reason.DECIDED),
        (OPENS, Terms(None, None), Reason.OPEN),
    ],
)
def test_the_window(instant: datetime, terms: Terms, reason: Reason) -> None:
    assert window_at(instant, terms).reason == reason


@given(st.datetimes(datetime(2025, 11, 1), datetime(2026, 3, 1)), st.integers(-20, 20))  # noqa: DTZ001 -- made aware below
def test_an_extension_never_takes_time_away(naive: datetime, days: int) -> None:
    instant = naive.replace(tzinfo=OSLO)
    without = window_at(instant, Terms(OPENS, DEADLINE))
    extended = window_at(instant, Terms(OPENS, DEADLINE, extension=DEADLINE + timedelta(days=days)))
    assert extended.is_open or not without.is_open


def test_a_refusal_opens_partners_and_budget_for_a_while() -> None:
    terms = Terms(None, DEADLINE, state="submitted", mend_until=DEADLINE + timedelta(days=14))
    assert window_at(DEADLINE - timedelta(seconds=1), terms).reason == Reason.OPEN
    window = window_at(DEADLINE, terms)
    assert (window.reason, window.only_partners, window.is_open) == (Reason.PARTNER_DECLINED, True, True)
    assert window_at(DEADLINE + timedelta(days=14), terms).reason == Reason.TOO_LATE
    for state in ("", "withdrawn", "accepted", "not_eligible"):
        assert not window_at(DEADLINE, replace(terms, state=state)).is_open
    assert window_at(DEADLINE, replace(terms, is_decided=True)).reason == Reason.DECIDED


@given(
    late=st.integers(-40, 60),
    days=st.integers(0, 30),
    extension=st.none() | st.integers(1, 50),
    state=st.sampled_from(["", "submitted", "returned", "accepted", "withdrawn", "not_eligible"]),
)
def test_whoever_can_be_asked_can_answer(late: int, days: int, extension: int | None, state: str) -> None:
    """While the owner may write, a party may answer; and never once nobody may."""
    until = DEADLINE + timedelta(days=extension) if extension else None
    reply_by = DEADLINE + timedelta(days=40) if state == "returned" else None
    instant = DEADLINE + timedelta(days=late)
    window = window_at(instant, Terms(None, DEADLINE, until, state, reply_by))
    terms = AnswerTerms(window, max(DEADLINE, until or DEADLINE), days, state)
    if window.is_open and state != "withdrawn":
        assert may_answer(instant, terms)
    if not state:
        assert may_answer(instant, terms) == window.is_open
    much_later = DEADLINE + timedelta(days=200)
    closed = window_at(much_later, Terms(None, DEADLINE, until, state, reply_by))
    assert not may_answer(much_later, replace(terms, owner_window=closed))
