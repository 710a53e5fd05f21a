"""Nordland's year after its report has opened, with those who write and sign it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from fordel.annual.models import AnnualReport
from fordel.annual.selectors.reports import with_round
from fordel.parties.models import Person
from fordel.programme.models import Round
from tests.annual.reports import OPEN
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted
from tests.outcomes.conftest import at_time

__all__ = ["approved", "approver", "at_time", "issued", "officer", "proposal", "scenario", "submitted"]


@dataclass
class World:
    """A round whose report can be written, a case officer who writes, another who signs, and an approver."""

    round: Round
    officer: Person
    signer: Person
    approver: Person

    @property
    def report(self) -> AnnualReport:
        """The last version, as it is now."""
        found = with_round().filter(round=self.round.pk).order_by("version").last()
        assert found is not None
        return found


@pytest.fixture
def world(nordland: Any, officer: Any, approver: Any, person_as: Any, at_time: Any) -> World:
    """On 18 January 2027."""
    at_time(OPEN)
    return World(nordland, officer, person_as("case_officer"), approver)
