"""An event's places lapse, move and are reminded of once: if the job is run again, by two workers, or killed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.events.models import Event, Participant
from fordel.events.services.own_place import cancel_place
from fordel.events.services.plan_event import change_event
from fordel.events.tasks import turn
from fordel.shared.audit import first_broken_entry
from fordel.shared.clock import now, today
from fordel.shared.jobs import queue_job
from fordel.shared.models import OutboxMail
from tests.events.events import event_facts, published_event, registered, series_of
from tests.jobs.postbox import Postbox
from tests.jobs.waiting import wait_until, waiting_for_a_lock, writing_stopped
from tests.jobs.worker import make_silent, running_worker

MAILS = "shared_outboxmail"


@dataclass(frozen=True)
class Due:
    """Three events with one thing due in each: an offer that nobody accepted, a place that nobody confirmed again, and
    a reminder."""

    offered: Event
    moved: Event
    soon: Event

    def check(self) -> None:
        assert _states(self.offered) == ["cancelled", "lapsed", "offered"]
        assert _states(self.moved) == ["lapsed", "lapsed", "lapsed"]
        assert _states(self.soon) == ["seated", "waiting"]
        subjects = sorted(mail.subject.split(":")[0] for mail in OutboxMail.objects.all())
        assert subjects == [
            "Det er plass til deg",
            *["Du bekreftet ikke"] * 3,
            "Plassen gikk til den neste",
            "Snart",
        ]
        assert first_broken_entry() is None


def _states(event: Event) -> list[str]:
    return [each.state for each in Participant.objects.filter(event=event).order_by("number")]


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
    OutboxMail.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")
    return Due(offered, moved, soon)


@pytest.mark.django_db
def test_a_turn_that_is_run_again_does_nothing(due: Due) -> None:
    for _ in range(2):
        turn(0)
        due.check()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_time_do_it_once(due: Due) -> None:
    with ThreadPoolExecutor(2) as pool, writing_stopped(MAILS):
        runs = [pool.submit(_turn_and_close) for _ in range(2)]
        wait_until(lambda: waiting_for_a_lock() == 2, "two workers wait for the first event")
    for run in runs:
        run.result()
    due.check()


def _turn_and_close() -> None:
    try:
        turn(0)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_is_done_once(due: Due, postbox: Postbox, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    queue_job("events.turn", timestamp=0)
    with writing_stopped(MAILS), running_worker(log, postbox.port) as worker:
        wait_until(lambda: waiting_for_a_lock(MAILS), "the worker is in the middle of a turn", worker.must_live)
        worker.kill()
    wait_until(lambda: not waiting_for_a_lock(MAILS), "the database has seen that the worker is gone")
    assert not OutboxMail.objects.exists()
    make_silent(61)
    with running_worker(log, postbox.port) as worker:
        wait_until(_nothing_left, "every turn is over", worker.must_live)
    due.check()


def _nothing_left() -> bool:
    jobs = ProcrastinateJob.objects.filter(task_name="events.turn")
    return OutboxMail.objects.count() >= 6 and not jobs.filter(status__in=("todo", "doing")).exists()
