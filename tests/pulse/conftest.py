from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fordel.decisions.models import Proposal
from fordel.parties.models import Person
from fordel.reports.models import NeedsReport
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted  # noqa: F401


@pytest.fixture
def measure(issued: Proposal) -> NeedsReport:  # noqa: F811 -- the fixture
    """A measure with a grant."""
    return issued.awards.filter(amount__gt=0).order_by("report__number")[0].report


@pytest.fixture
def owner(measure: NeedsReport, person_as: Callable[..., Any]) -> Person:
    person: Person = person_as("owner", organisation=measure.owner)
    return person
