"""An event's places lapse, move and are reminded of once: if the job is run again, by two workers, or killed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fordel.events.models import Event, Participant
from fordel.events.services.own_place import cancel_place
from fordel.events.services.plan_event import change_event
from fordel.events.tasks import turn
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now, today
from fordel.shared.models import OutboxMail
from tests.events.events import event_facts, published_event, registered, series_of, states_of
from tests.jobs.postbox import Postbox
from tests.jobs.turns import forget_mail_and_jobs, turned_after_a_kill, turned_by_two


@dataclass(frozen=True)
class Due:
    """Three events with one thing due in each: an offer that nobody accepted, a place that nobody confirmed again, and
    a reminder."""

    offered: Event
    moved: Event
    soon: Event

    def check(self) -> None:
        assert states_of(self.offered) == ["cancelled", "lapsed", "offered"]
        assert states_of(self.moved) == ["lapsed", "lapsed", "lapsed"]
        assert states_of(self.soon) == ["seated", "waiting"]
        subjects = sorted(mail.subject.split(":")[0] for mail in OutboxMail.objects.all())
        assert subjects == [
            "Det er plass til deg",
            *["Du bekreftet ikke"] * 3,
            "Plassen gikk til den neste",
            "Snart",
        ]
        assert first_broken_entry() is None


@pytest.fixture
def due(nordland: Any, person_as: Callable[..., Any]) -> Due:
    officer = person_as("case_officer")
    series = series_of(nordland.office, officer)
    offered = published_event(series, officer, capacity=1)
    registered(offered, 3)
    cancel_place(Participant.objects.get(event=offered, number=1).pk)
    Participant.objects.filter(event=offered, state="offered").update(offered_until=now())
    moved = published_event(series, officer, place="Bodø", capacity=2)
    registered(moved, 3)
    new_day = {"day": today() + timedelta(days=50), "confirm_last_day": today() + timedelta(days=9)}
    change_event(moved.pk, event_facts(place="Bodø", capacity=2, **new_day), officer)
    Participant.objects.filter(event=moved).update(confirm_by=now())
    soon = published_event(series, officer, place="Svolvær", capacity=1, remind_days=40)
    registered(soon, 2)
    forget_mail_and_jobs()
    return Due(offered, moved, soon)


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
    turned_after_a_kill("events.turn", 6, postbox, tmp_path / "worker.log")
    due.check()
