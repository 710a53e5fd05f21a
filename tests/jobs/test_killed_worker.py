"""kill -9 of the job worker in the middle of every kind of job: the next worker takes it up, and it is done once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.cli.main import main
from fordel.shared.audit import first_broken_entry
from fordel.shared.jobs import queue_job, stalled_jobs
from fordel.shared.models import OutboxMail
from tests.jobs.conftest import ACCEPTED, HELD, Case
from tests.jobs.postbox import Postbox
from tests.jobs.waiting import wait_until, waiting_for_a_lock, writing_stopped
from tests.jobs.worker import make_silent, running_worker

PERIODIC = (
    "shared.take_up_stalled_jobs",
    "reports.remind_of_deadlines",
    "hearing.turn",
    "events.turn",
    "news.read_feeds",
    "news.send_digests",
    "notices.turn",
    "outcomes.turn",
    "annual.turn",
)


@pytest.mark.django_db(transaction=True)
def test_what_a_killed_worker_had_is_done_once(
    cases: list[Case], postbox: Postbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "worker.log"
    for case in cases:
        queue_job(case.task.name, **case.arguments)
    for number, case in enumerate(cases, start=1):
        kill_in_the_middle_of(case, postbox, log)
        make_silent(-86_400)
        assert _running() == number, f"{case.name} is not left behind as running"
    assert not stalled_jobs().exists()
    assert ProcrastinateJob.objects.exclude(task_name__in=PERIODIC).count() == len(cases) - 1, (
        "what they queued is gone too"
    )
    make_silent(61)
    assert stalled_jobs().count() == len(cases)
    assert "stuck with a dead worker" in _doctor(capsys)["jobs"]
    with running_worker(log, postbox.port) as worker:
        wait_until(_all_done, "everything is done", worker.must_live)
        assert "none stuck, none failed" in _doctor(capsys)["jobs"]
    for case in cases:
        case.check()
    assert len(postbox.ids_of(HELD)) == 1, "the server had not taken it when the worker died"
    assert len(postbox.ids_of(ACCEPTED)) == 2, "the server had taken it; it goes again, under the same id"
    others = [str(mail["Message-ID"]) for to, mail in postbox.taken if to != ACCEPTED]
    assert len(others) == len(set(others)) == OutboxMail.objects.count() - 1
    assert first_broken_entry() is None


def kill_in_the_middle_of(case: Case, postbox: Postbox, log: Path) -> None:
    table = case.stopped_at
    if table:
        with writing_stopped(table), running_worker(log, postbox.port) as worker:
            wait_until(
                lambda: waiting_for_a_lock(table), f"the worker is in the middle of {case.name}", worker.must_live
            )
            worker.kill()
        wait_until(lambda: not waiting_for_a_lock(table), "the database has seen that the worker is gone")
    else:
        _kill_while_the_mail_is_held(postbox, log)


def _kill_while_the_mail_is_held(postbox: Postbox, log: Path) -> None:
    postbox.holding = HELD
    with running_worker(log, postbox.port) as worker:
        wait_until(postbox.holds.is_set, "the mail server has the mail", worker.must_live)
        worker.kill()
    postbox.holding = ""


def _running() -> int:
    return int(ProcrastinateJob.objects.filter(status="doing").count())


def _all_done() -> bool:
    """Jobs that succeed are deleted; the periodic ones come and go."""
    left = ProcrastinateJob.objects.exclude(task_name__in=PERIODIC)
    return not left.exists() and not stalled_jobs().exists() and not OutboxMail.objects.filter(sent_at=None).exists()


def _doctor(capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    capsys.readouterr()
    main(["doctor", "--json"])
    return {check["name"]: check["words"] for check in json.loads(capsys.readouterr().out)["checks"]}
