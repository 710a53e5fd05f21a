"""The hold-back question: what each sum does, what more costs whom, and what the money is for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordel.events.models import Event
from fordel.forum.computing.specification import Specification
from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.hold_back import NEXT, hold_back
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.programme.selectors.rounds import frame_lines
from fordel.reports.selectors.reports import report_rows
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from tests.events.events import draft_of, later, published_event, registered, series_of
from tests.support.refused import refused_at
from tests.support.where import HOME

pytestmark = pytest.mark.django_db
THREE = {"kindergarten": 1_179_000, "school": 1_821_000}


@pytest.fixture
def scenario(imported: Any, person_as: Any) -> Scenario:
    return create_scenario(imported, "Ingen kutt", Specification(reserve=THREE), person_as("case_officer"))


def test_the_limit_of_2026_and_what_lies_on_both_sides_of_it(imported: Any) -> None:
    result = hold_back(Specification(reserve=THREE), frame_lines(imported), report_rows(imported))
    assert result.limit == 3_394_480
    for step in result.steps:
        assert (step.cut == 0) == (step.reserve <= 3_394_480), step
        assert step.total == min(24_605_520, 28_000_000 - step.reserve)
    assert result.costs == [] and result.paid_by_nobody == NEXT


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(held=st.integers(0, 12_000_000), method=st.sampled_from(["meet_all", "proportional", "priority", "equal"]))
def test_what_the_next_kroner_cost_is_paid_by_somebody_or_by_nobody(held: int, method: str, imported: Any) -> None:
    from fordel.core.allocation import Line, split_reserve

    lines = frame_lines(imported)
    reserve = split_reserve(held, [Line(line.code, line.amount) for line in lines])
    result = hold_back(Specification(method=method, reserve=reserve), lines, report_rows(imported))
    assert sum(cost.less for cost in result.costs) + result.paid_by_nobody == NEXT
    totals = [step.total for step in result.steps]
    assert totals == sorted(totals, reverse=True)


def test_purposes_sum_to_what_is_held_back(scenario: Scenario, person_as: Any) -> None:
    officer = person_as("case_officer")
    kept = set_purposes(scenario.pk, {"0": 2_000_000, "1": 600_000, "3": 400_000}, officer)
    assert kept.params["purposes"] == {"0": 2_000_000, "1": 600_000, "3": 400_000}
    for wrong in ({"0": 2_999_999}, {"0": 3_000_001}, {"9": 3_000_000}, {}):
        with pytest.raises(UserError):
            set_purposes(scenario.pk, wrong, officer)


def test_the_page_keeps_what_was_typed_wrong(scenario: Scenario, client_as: Any) -> None:
    client, url = client_as("case_officer"), f"{HOME}fordeling/{scenario.pk}/hold-igjen/"
    page = client.get(url).content.decode()
    assert "Inntil 3\xa0394\xa0480 kroner kan holdes igjen" in page and "Felles tiltak i 2027" in page
    answer = client.post(url, {"purpose-0": "2 000 000", "purpose-1": "900 000"})
    assert answer.status_code == 422 and "Forskjellen er 100\xa0000" in answer.content.decode()
    assert 'value="900 000"' in answer.content.decode()
    refused_at(answer, "purpose-0", {"purpose-0": "2 000 000", "purpose-1": "900 000"})
    unread = client.post(url, {"purpose-0": "2 000 000", "purpose-1": "mye"})
    refused_at(unread, "purpose-1", {"purpose-0": "2 000 000", "purpose-1": "mye"})
    client.post(url, {"purpose-0": "2 000 000", "purpose-1": "1 000 000"})
    scenario.refresh_from_db()
    assert scenario.params["purposes"] == {"0": 2_000_000, "1": 1_000_000}
    assert client_as("auditor").post(url, {"purpose-0": "3 000 000"}).status_code == 403


def test_the_page_shows_the_gatherings_that_are_planned(scenario: Scenario, client_as: Any, officer: Any) -> None:
    series = series_of(scenario.round.office, officer, title_nb="Workshop II", title_nn="Workshop II")
    in_year = {"day": date(scenario.round.year, 12, 30), "last_day": date(scenario.round.year, 12, 20)}
    url = f"{HOME}fordeling/{scenario.pk}/hold-igjen/"
    draft = draft_of(series, officer, place="Mosjøen", **in_year)
    assert "Det som er planlagt" not in client_as("case_officer").get(url).content.decode()
    registered(published_event(series, officer, place="Bodø", capacity=2, **in_year), 3)
    page = client_as("auditor").get(url).content.decode()
    assert "Workshop II, Bodø" in page and "2 påmeldte" in page and draft.place not in page
    with later(days=3 * 366):
        Event.objects.update(starts_at=now(), ends_at=now() + timedelta(hours=1))
    assert "Det som er planlagt" not in client_as("case_officer").get(url).content.decode()
