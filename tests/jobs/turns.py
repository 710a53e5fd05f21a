"""What holds for every job that turns what is due: by two workers it is done once, and after one that was killed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.shared.jobs import queue_job
from fordel.shared.models import OutboxMail
from tests.jobs.postbox import Postbox
from tests.jobs.waiting import wait_until, waiting_for_a_lock, writing_stopped
from tests.jobs.worker import make_silent, running_worker

_MAILS: Final = "shared_outboxmail"


def forget_mail_and_jobs() -> None:
    """Remove what was sent so far, and what waits for a worker."""
    OutboxMail.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


def turned_by_two(turn: Callable[[int], None]) -> None:
    """Two workers turn at the same time."""

    def turn_and_close() -> None:
        try:
            turn(0)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool, writing_stopped(_MAILS):
        runs = [pool.submit(turn_and_close) for _ in range(2)]
        wait_until(lambda: waiting_for_a_lock() == 2, "two workers wait for the first that is due")
    for run in runs:
        run.result()


def turned_after_a_kill(job: str, mails: int, postbox: Postbox, log: Path) -> None:
    """A worker is killed in the middle of the job, before it has sent anything; another one does it, with so many
    mails."""

    def nothing_left() -> bool:
        jobs = ProcrastinateJob.objects.filter(task_name=job)
        return OutboxMail.objects.count() >= mails and not jobs.filter(status__in=("todo", "doing")).exists()

    queue_job(job, timestamp=0)
    with writing_stopped(_MAILS), running_worker(log, postbox.port) as worker:
        wait_until(lambda: waiting_for_a_lock(_MAILS), "the worker is in the middle of a turn", worker.must_live)
        worker.kill()
    wait_until(lambda: not waiting_for_a_lock(_MAILS), "the database has seen that the worker is gone")
    assert not OutboxMail.objects.exists()
    make_silent(61)
    with running_worker(log, postbox.port) as worker:
        wait_until(nothing_left, "every turn is over", worker.must_live)
