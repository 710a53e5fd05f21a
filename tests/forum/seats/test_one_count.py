"""Conflicts of interest that nobody has decided are the same ones wherever they are counted, listed or named, and a
seat that has ended leaves nothing behind."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from fordel.forum.seats.presentation.open_conflicts import remarks_on_conflicts
from fordel.forum.seats.services.conflicts import suggest_conflicts
from fordel.meetings.services.plan_meeting import MeetingPlan, plan_meeting
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from fordel.shared.clock import now
from tests.support.html import html_of
from tests.support.seats import seat_for
from tests.support.where import WHERE

pytestmark = pytest.mark.django_db
TERMS = pytest.mark.parametrize(
    ("begins", "ends", "counts"), [(-30, None, True), (-30, 0, True), (-30, -1, False), (7, None, True)]
)


@TERMS
def test_start_page_list_and_step_name_the_same(
    imported: Round,
    person_as: Callable[..., Person],
    client_of: Callable[[Person], Client],
    begins: int,
    ends: int | None,
    counts: bool,
) -> None:
    owner = NeedsReport.objects.get(round=imported, number=41).owner
    seat = seat_for(person_as("forum_member"), begins=begins, ends=ends, organisation=owner)
    suggest_conflicts([seat], None)
    officer = client_of(person_as("case_officer"))
    start = html_of(officer.get(reverse("start", kwargs=WHERE)))
    task = re.search(r"Avgjør (\d+) spørsmål om habilitet", start)
    rows = officer.get(reverse("forum_work:conflicts", kwargs=WHERE)).context["rows"]
    named = [link for remark in remarks_on_conflicts(imported) for link in remark.about]
    found = seat.conflicts.count() if counts else 0
    assert found or not counts
    assert (int(task.group(1)) if task else 0, len(rows), len(named)) == (found, found, found)


@TERMS
def test_a_member_has_meetings_and_tasks_only_while_the_seat_runs(
    imported: Round,
    person_as: Callable[..., Person],
    client_of: Callable[[Person], Client],
    begins: int,
    ends: int | None,
    counts: bool,
) -> None:
    member: Any = person_as("forum_member")
    seat_for(member, begins=begins, ends=ends)
    soon = now() + timedelta(days=3)
    plan_meeting(imported.office, MeetingPlan("Møte i Bodø", "teams", soon, soon + timedelta(hours=2)), None)
    page = html_of(client_of(member).get(reverse("start", kwargs=WHERE)))
    is_running = begins <= 0 and (ends is None or ends >= 0)
    assert ("Møte i Bodø" in page) == is_running
    assert ("Dette må du gjøre nå" in page) == is_running
