"""The parts of the year follow one another without a gap, whatever came early, late or not at all."""

from __future__ import annotations

from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.programme.plugs.start_page import Step
from fordel.shared.clock import OSLO
from fordel.web.presentation import year_wheel
from fordel.web.presentation.year_wheel import phases_of

days = st.dates(date(2025, 12, 2), date(2026, 11, 20))


def _phases(monkeypatch: pytest.MonkeyPatch, on: date, opens: date, dues: list[date], reached: dict[Step, date]) -> Any:
    closes, recommended, decided = dues
    dates = SimpleNamespace(needs_open=opens, decision_due=decided)
    monkeypatch.setattr(year_wheel, "scheme_of", lambda _scheme: SimpleNamespace(dates=dates))
    monkeypatch.setattr(year_wheel, "today", lambda: on)
    deadline = datetime.combine(closes, time(), OSLO)
    round_ = SimpleNamespace(scheme=None, needs_deadline=deadline, recommendation_due=recommended)
    return phases_of(SimpleNamespace(round=round_, day_of=reached.get))  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dues=st.lists(days, min_size=3, max_size=3).map(sorted), happened=st.lists(days, max_size=2), on=days)
def test_today_is_in_one_part_of_the_year(
    monkeypatch: pytest.MonkeyPatch, dues: list[date], happened: list[date], on: date
) -> None:
    done = sorted(day for day in happened if day <= on)
    reached = dict(zip((Step.RECOMMENDED, Step.DECIDED), done, strict=False))
    phases = _phases(monkeypatch, on, date(2025, 12, 1), dues, reached)
    assert [phase.start for phase in phases[1:]] == [phase.end for phase in phases[:-1]]
    current = [phase.code for phase in phases if phase.holds(on)]
    assert len(current) == 1
    if on >= dues[0] and Step.DECIDED in reached:
        assert current == ["carry_out"]
    elif on >= dues[0]:
        assert current == ["decision" if Step.RECOMMENDED in reached else "forum"]


def test_a_year_that_opens_on_leap_day_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    dues = [date(2028, 5, 1), date(2028, 6, 1), date(2028, 7, 1)]
    phases = _phases(monkeypatch, date(2028, 3, 1), date(2028, 2, 29), dues, {})
    assert phases[-1].end == date(2029, 3, 1)


def test_the_ring_names_no_part_before_and_after_the_year() -> None:
    with override("nb"):
        said = year_wheel.year_wheel([], date(2027, 1, 10), "", "")
    assert 'aria-label="Året som en ring. I dag er det 10. januar."' in said.replace("\xa0", " ")
