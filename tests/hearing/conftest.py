"""A plan in hearing at an office with a running year."""

from __future__ import annotations

from typing import Any

import pytest

from fordel.hearing.models import Hearing
from fordel.parties.models import Person
from fordel.plan.models import Plan
from tests.hearing.hearings import hearing_of, plan_to_hear


@pytest.fixture
def officer(nordland: Any, person_as: Any) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def plan(nordland: Any, officer: Person) -> Plan:
    return plan_to_hear(nordland.office, officer)


@pytest.fixture
def hearing(plan: Plan, officer: Person) -> Hearing:
    return hearing_of(plan, officer)
