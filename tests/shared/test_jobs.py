"""Jobs whose worker died: which are taken up again, how often, and what two workers do at the same time."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from fordel.news.tasks import read_feeds, send_digests
from fordel.reports.tasks import apply_in_background, remind_of_deadlines, write_receipt_of
from fordel.shared.jobs import MOST_ATTEMPTS, queue_job, stalled_jobs, take_up_stalled_jobs
from fordel.shared.tasks import send_queued_mail, take_up_stalled
from tests.conftest import ROOT
from tests.jobs.waiting import conninfo

pytestmark = pytest.mark.django_db
SILENT, ALIVE = 61, 5  # seconds since a worker was heard of


def _sql(statement: str, *values: object) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def begun(task: Any, silent: int | None = SILENT, attempts: int = 0, **arguments: Any) -> int:
    """A job that a worker has begun, who was heard of so many seconds ago (None: its row is gone). Returns its id."""
    queue_job(task.name, **arguments)
    job = ProcrastinateJob.objects.latest("pk").pk
    insert = (
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id"
    )
    worker = None if silent is None else _sql(insert, silent)
    update = "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s RETURNING id"
    return int(_sql(update, worker, attempts, job))


def status_of(job: int) -> tuple[str, int]:
    found = ProcrastinateJob.objects.get(pk=job)
    return found.status, found.attempts


@pytest.mark.parametrize(("silent", "status"), [(None, "todo"), (SILENT, "todo"), (ALIVE, "doing")])
def test_only_what_a_dead_worker_had_is_taken_up(silent: int | None, status: str) -> None:
    job = begun(write_receipt_of, silent, submission_id=1)
    take_up_stalled(0)
    assert status_of(job)[0] == status


@pytest.mark.parametrize(("task", "most"), [(apply_in_background, 5), (write_receipt_of, 5), (send_queued_mail, 10)])
def test_a_job_that_kills_its_worker_every_time_is_given_up(task: Any, most: int) -> None:
    job = begun(task)
    for attempt in range(1, most + 1):
        take_up_stalled_jobs()
        assert status_of(job) == ("todo", attempt)
        _sql("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE id = %s RETURNING id", job)
    take_up_stalled_jobs()
    assert status_of(job) == ("failed", most + 1)
    take_up_stalled_jobs()
    assert status_of(job) == ("failed", most + 1)


def test_a_job_nobody_knows_any_more_is_given_up_too() -> None:
    job = begun(write_receipt_of, attempts=MOST_ATTEMPTS)
    _sql("UPDATE procrastinate_jobs SET task_name = 'gone' WHERE id = %s RETURNING id", job)
    take_up_stalled_jobs()
    assert status_of(job)[0] == "failed"


@pytest.mark.parametrize("task", [remind_of_deadlines, take_up_stalled, read_feeds, send_digests])
def test_the_place_of_a_stalled_job_may_be_taken_by_one_that_waits(task: Any) -> None:
    first = begun(task, timestamp=1)
    queue_job(task.name, timestamp=2)
    waiting = ProcrastinateJob.objects.get(status="todo").pk
    last = begun(write_receipt_of, submission_id=1)
    take_up_stalled_jobs()
    assert [status_of(job)[0] for job in (first, waiting, last)] == ["aborted", "todo", "todo"]


@pytest.mark.parametrize("task", [remind_of_deadlines, take_up_stalled, read_feeds, send_digests])
def test_a_stalled_periodic_job_is_put_back_if_none_waits(task: Any) -> None:
    first, second = begun(task, timestamp=1), begun(task, timestamp=2)
    take_up_stalled_jobs()
    assert [status_of(job)[0] for job in (first, second)] == ["todo", "aborted"]


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_looks_at_is_left_to_it() -> None:
    theirs, ours = begun(write_receipt_of, submission_id=1), begun(write_receipt_of, submission_id=2)
    with psycopg.connect(conninfo()) as other:
        other.execute("SELECT 1 FROM procrastinate_jobs WHERE id = %s FOR UPDATE", [theirs])
        take_up_stalled_jobs()
        assert [status_of(job) for job in (theirs, ours)] == [("doing", 0), ("todo", 1)]
        other.rollback()
    take_up_stalled_jobs()
    assert [status_of(job) for job in (theirs, ours)] == [("todo", 1), ("todo", 1)]


def test_a_job_goes_with_the_transaction_that_queued_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue_job(write_receipt_of.name, submission_id=1)
        raise ZeroDivisionError
    assert not ProcrastinateJob.objects.exists() and not stalled_jobs().exists()


def test_jobs_are_queued_in_one_way() -> None:
    """`defer` of a task writes over another connection when a job calls it, and would be seen before the job's rows."""
    source = ROOT / "src" / "fordel"
    found = [
        f"{path.relative_to(source)}:{node.lineno}"
        for path in source.rglob("*.py")
        if path != source / "shared" / "jobs.py"
        for node in ast.walk(ast.parse(Path(path).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("defer", "defer_async", "batch_defer") and not node.args
    ]
    assert found == []
