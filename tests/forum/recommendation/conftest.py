"""A draft of the recommendation, and the meeting in which it can be adopted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client

from fordel.forum.computing.specification import Specification
from fordel.forum.models import ForumMember, Recommendation, Scenario
from fordel.forum.recommendation.services.write_recommendation import begin_recommendation
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.meetings.models import Meeting
from fordel.meetings.plugs import hooks
from fordel.meetings.services.lead_meeting import start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.shared.clock import now

THREE: Final = {"kindergarten": 1_179_000, "school": 1_821_000}
ClientOf = Callable[..., Client]
SeatFor = Callable[..., ForumMember]


@pytest.fixture
def scenario(imported: Any, officer: Person) -> Scenario:
    made = create_scenario(imported, "Ingen kutt", Specification("meet_all", THREE), officer)
    return set_purposes(made.pk, {"0": 2_000_000, "3": 1_000_000}, officer)


@pytest.fixture
def draft(scenario: Scenario, officer: Person) -> Recommendation:
    return begin_recommendation(scenario, officer)


@pytest.fixture
def office(officer: Person, client_of: ClientOf) -> Client:
    return client_of(officer)


@pytest.fixture
def meeting(imported: Any, officer: Person, seat_for: SeatFor) -> Meeting:
    soon = now() + timedelta(minutes=1)
    made = plan_meeting(
        imported.office, MeetingPlan("Samarbeidsforum", "teams", soon, soon + timedelta(hours=2)), officer
    )
    called = [hooks.Called(seat_for("ks").person, "KS"), hooks.Called(officer, "Sekretariatet", is_secretary=True)]
    call_meeting(made, called, officer)
    return start_meeting(made, officer)
