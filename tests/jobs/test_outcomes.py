"""Outcome reports open and close once: if the job is run again, by two workers at once, or killed in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fordel.decisions.models import Award
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.tasks import turn
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import today
from fordel.shared.models import OutboxMail
from tests.decisions.conftest import approved, approver, issued, officer, proposal, scenario, submitted
from tests.jobs.postbox import Postbox
from tests.jobs.turns import forget_mail_and_jobs, turned_after_a_kill, turned_by_two
from tests.outcomes.reports import open_one
from tests.support.definitions import redefine

__all__ = ["approved", "approver", "issued", "officer", "proposal", "scenario", "submitted"]


@dataclass(frozen=True)
class Due:
    """A decided year with one grant that has no report yet, and one that is reversed and has a report."""

    opens: Award
    closes: OutcomeReport
    owner: Person

    def check(self) -> None:
        assert OutcomeReport.objects.filter(award=self.opens).count() == 1
        assert OutcomeReport.objects.get(pk=self.closes.pk).state == "closed"
        assert OutcomeReport.objects.count() == 2
        mails = OutboxMail.objects.filter(recipient=self.owner.email)
        assert sorted(mail.subject.split(" «")[0] for mail in mails) == [
            "Det skal ikke rapporteres om",
            "Rapporter hva som kom ut av",
        ]
        assert first_broken_entry() is None


@pytest.fixture
def due(issued: Any, person_as: Callable[..., Person]) -> Due:
    """The day of the scheme is today, because a worker of its own has the real clock."""
    round_ = Round.objects.select_related("scheme").get(pk=issued.round_id)
    definition = round_.scheme.definition
    definition["outcome"]["opens"] = today().isoformat()
    redefine(round_.scheme_id, definition)
    Round.objects.filter(pk=round_.pk).update(report_due=today() + timedelta(days=30))
    first, second = Award.objects.filter(proposal=issued, amount__gt=0).order_by("report__number")[:2]
    closes = open_one(second)
    Award.objects.filter(proposal=issued).exclude(pk=first.pk).update(amount=0, by_line={}, grounds="Omgjort.")
    owner = person_as("owner", organisation=first.report.owner)
    if second.report.owner_id != first.report.owner_id:
        type(second.report).objects.filter(pk=second.report_id).update(owner=first.report.owner)
    forget_mail_and_jobs()
    return Due(first, closes, owner)


@pytest.mark.django_db
def test_a_turn_that_is_run_again_does_nothing(due: Due) -> None:
    for _ in range(2):
        turn(0)
        due.check()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_time_do_it_once(due: Due) -> None:
    turned_by_two(turn)
    due.check()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_is_done_once(due: Due, postbox: Postbox, tmp_path: Path) -> None:
    turned_after_a_kill("outcomes.turn", 2, postbox, tmp_path / "worker.log")
    due.check()
