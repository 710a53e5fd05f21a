"""A decided year whose outcome reports have opened, with people of an owner, its partner and the office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.services.open_reports import open_reports
from fordel.parties.models import Office, Organisation, Person, RoleAssignment
from fordel.shared.clock import SHIFT, real_now
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted
from tests.outcomes.reports import OPENS

__all__ = ["approved", "approver", "issued", "officer", "proposal", "scenario", "submitted"]


@pytest.fixture
def at_time(plugged: Callable[..., None]) -> Callable[[datetime], None]:
    """`at_time(instant)` sets the clock to the instant."""

    def move(instant: datetime) -> None:
        shift = instant - real_now()
        plugged(SHIFT, lambda: shift)

    return move


@dataclass
class World:
    """The report of a measure that has a partner, and those who write and handle it."""

    outcome: OutcomeReport
    owner: Person
    partner: Person
    partner_place: Organisation
    officer: Person
    other_officer: Person

    @property
    def owner_place(self) -> Organisation:
        return self.outcome.report.owner

    def fresh(self) -> OutcomeReport:
        """The report as it is now."""
        return OutcomeReport.objects.select_related("round__office", "report__owner", "award").get(pk=self.outcome.pk)


@pytest.fixture
def world(issued: Any, officer: Any, person_as: Any, at_time: Any) -> World:
    """On 1 December 2026, when the reports have opened."""
    at_time(OPENS)
    open_reports(issued.round_id)
    outcome = OutcomeReport.objects.filter(parties__role="partner").order_by("report__number").first()
    assert outcome is not None
    partner = outcome.parties.select_related("organisation")[0].organisation
    owner = outcome.report.owner
    other = Person.objects.create_user("annen@example.org", "Annen saksbehandler")
    RoleAssignment.objects.create(person=other, role="case_officer", office=Office.objects.get(slug="nordland"))
    return World(
        outcome,
        person_as("owner", organisation=owner),
        person_as("partner", organisation=partner),
        partner,
        officer,
        other,
    )
