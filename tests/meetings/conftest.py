"""A meeting in Nordland, its secretary, and the people who are called."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fordel.meetings.models import Meeting
from fordel.meetings.plugs.hooks import Called
from fordel.meetings.services.change_agenda import Case, add_item
from fordel.meetings.services.lead_meeting import start_meeting
from fordel.meetings.services.plan_meeting import MeetingPlan, call_meeting, plan_meeting
from fordel.parties.models import Person
from fordel.shared.clock import now
from tests.support.seats import seat_for

Make = Callable[..., Any]


@pytest.fixture
def officer(person_as: Make) -> Person:
    found: Person = person_as("case_officer")
    return found


@pytest.fixture
def member(person_as: Make) -> Person:
    found: Person = person_as("forum_member")
    seat_for(found, label="Utdanningsforbundet")
    return found


def plan_for(days: int = 10, **fields: Any) -> MeetingPlan:
    """In this many days, 10.00 to 14.00, on Teams."""
    starts_at = (now() + timedelta(days=days)).replace(hour=10, minute=0, second=0, microsecond=0)
    values = {"title": "Samarbeidsforum", "kind": "teams", "starts_at": starts_at}
    return MeetingPlan(**(values | {"ends_at": starts_at + timedelta(hours=4)} | fields))


def on_its_day(meeting: Meeting) -> Meeting:
    """The meeting when its time has come."""
    starts_at = now() - timedelta(seconds=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=starts_at, ends_at=starts_at + timedelta(hours=4))
    return Meeting.objects.select_related("office").get(pk=meeting.pk)


def start(meeting: Meeting, officer: Person | None) -> Meeting:
    """Started, on its day."""
    return start_meeting(on_its_day(meeting), officer)


@pytest.fixture
def planned(nordland: Any, officer: Person) -> Meeting:
    """With two cases."""
    meeting = plan_meeting(nordland.office, plan_for(), officer)
    add_item(meeting, Case("Innkalling og habilitet", minutes=15), officer)
    add_item(meeting, Case("Skal vi holde igjen midler?", "Tre alternativer.", 40), officer)
    return meeting


@pytest.fixture
def called(planned: Meeting, officer: Person, member: Person) -> Meeting:
    people = [Called(member, "Utdanningsforbundet"), Called(officer, "Sekretariatet", is_secretary=True)]
    assert call_meeting(planned, people, officer) == 2
    return Meeting.objects.select_related("office").get(pk=planned.pk)
