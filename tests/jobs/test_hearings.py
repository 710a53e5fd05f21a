"""A hearing asks, reminds and closes once: if the job is run again, by two workers at once, or killed in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fordel.hearing.models import Hearing, HearingState, Invited
from fordel.hearing.services.invited import Other, invite
from fordel.hearing.tasks import turn
from fordel.parties.models import Office, Person
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now, today
from fordel.shared.models import OutboxMail
from tests.hearing.hearings import hearing_of, plan_to_hear
from tests.jobs.postbox import Postbox
from tests.jobs.turns import forget_mail_and_jobs, turned_after_a_kill, turned_by_two

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """Three hearings with one thing due in each."""

    asks: Hearing
    reminds: Hearing
    closes: Hearing
    officer: Person

    def check(self) -> None:
        for hearing, subject in ((self.asks, "Høring"), (self.reminds, "Påminnelse")):
            mails = OutboxMail.objects.filter(recipient=_address(hearing.office))
            assert [mail.subject.split(" ")[0].rstrip(":") for mail in mails] == [subject]
            assert Hearing.objects.get(pk=hearing.pk).state == HearingState.OPEN
        assert OutboxMail.objects.filter(recipient=self.officer.email).count() == 1
        assert Hearing.objects.get(pk=self.closes.pk).state == HearingState.CLOSED
        assert not OutboxMail.objects.filter(recipient=_address(self.closes.office)).exists()
        assert first_broken_entry() is None


def _address(office: Office) -> str:
    return f"union@{office.slug}.example"


@pytest.fixture
def due(nordland: Any, person_as: Callable[..., Person]) -> Due:
    asks = _hearing("agder", person_as, asked_at=None)[0]
    reminds = _hearing("trondelag", person_as, asked_at=now() - DAY, remind_at=now())[0]
    closes, officer = _hearing("innlandet", person_as, asked_at=now() - DAY, closes_at=now())
    forget_mail_and_jobs()
    return Due(asks, reminds, closes, officer)


def _hearing(slug: str, person_as: Callable[..., Person], asked_at: Any, **times: Any) -> tuple[Hearing, Person]:
    """A hearing that opened yesterday, and the officer who opened it."""
    office = Office.objects.get(slug=slug)
    officer = person_as("case_officer", office=slug)
    hearing = hearing_of(plan_to_hear(office, officer), officer, opens_on=today() + DAY)
    invite(hearing.pk, [], [], [Other("Utdanningsforbundet", _address(office))], officer)
    Invited.objects.filter(hearing=hearing).update(asked_at=asked_at)
    Hearing.objects.filter(pk=hearing.pk).update(**{"opens_at": now() - DAY, **times})
    return hearing, officer


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
    turned_after_a_kill("hearing.turn", 3, postbox, tmp_path / "worker.log")
    due.check()
