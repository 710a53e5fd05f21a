"""Jobs: queued with what causes them, and taken up again when the worker that had them has died.

A job may therefore run twice, also at the same time (a worker that was slow is no longer alone when it wakes up). Every
job locks the row it is about and waits for it, looks whether the work is done already, and does it in that transaction.
It never skips a locked row: whoever holds it may still fail, and then nobody would do the work.
"""

from __future__ import annotations

import logging
import math
from datetime import timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate import sql, utils
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.manager import JobManager
from procrastinate.retry import RetryStrategy

STALLED_AFTER: Final = timedelta(seconds=settings.PROCRASTINATE_WORKER_DEFAULTS["stalled_worker_timeout"])
MOST_ATTEMPTS: Final = 5  # how often a job is taken up again, unless its task allows more
_log = logging.getLogger(__name__)


def queue_job(name: str, *, after: timedelta | None = None, **arguments: Any) -> None:
    """Queues a job of the task with that name in the current transaction, to be run `after` that time at the earliest.

    By name, so that a service need not import the task that calls it.

    A task's own `defer` writes over another connection when a job calls it: a second worker could then run the job
    before the rows it is about are there. Raises AlreadyEnqueued if its queueing lock is taken, and
    TaskNotFound if there is no such task.
    """
    seconds = math.ceil(after.total_seconds()) if after else 0
    schedule: dict[str, Any] = {"schedule_in": {"seconds": seconds}} if seconds else {}
    deferrer = app.configure_task(name, allow_unknown=False, **schedule)
    JobDeferrer(job_manager=_manager(), job=deferrer.job).defer(**arguments)


def stalled_jobs() -> QuerySet[ProcrastinateJob]:
    """Jobs that are marked as running although their worker is gone or has been silent for STALLED_AFTER."""
    gone = Q(worker=None) | Q(worker__last_heartbeat__lt=Now() - STALLED_AFTER)
    found: QuerySet[ProcrastinateJob] = ProcrastinateJob.objects.filter(gone, status=Status.DOING.value)
    return found


@transaction.atomic
def take_up_stalled_jobs() -> None:
    """Puts every stalled job back into the queue, or gives it up when its attempts are used.

    The jobs are locked, and those that another worker looks at are left to it: each is put back once.
    """
    for job in stalled_jobs().select_for_update(skip_locked=True, of=("self",)).order_by("pk"):
        if job.attempts >= _most_attempts(job.task_name):
            _finish(job, Status.FAILED)
            _log.error("job %s (%s) is given up: its worker died %s times", job.pk, job.task_name, job.attempts + 1)
        elif _put_back(job):
            _log.warning("job %s (%s) is taken up again: its worker died", job.pk, job.task_name)
        else:
            _finish(job, Status.ABORTED)
            _log.warning("job %s (%s) is dropped: another like it is waiting", job.pk, job.task_name)


def _put_back(job: ProcrastinateJob) -> bool:
    """False if a job with the same queueing lock waits already: it does the same work."""
    try:
        with transaction.atomic():
            _manager().retry_job_by_id(job.pk, retry_at=utils.utcnow())
    except UniqueViolation:
        return False
    return True


def _finish(job: ProcrastinateJob, status: Status) -> None:
    query = sql.queries["finish_job"]
    DjangoConnector().execute_query(query, job_id=job.pk, status=status.value, delete_job=False)


def _most_attempts(task_name: str) -> int:
    """Failures and dead workers are counted together, so a task that may fail more often may also lose more workers."""
    task = app.tasks.get(task_name)
    strategy = task.retry_strategy if task else None
    own = strategy.max_attempts if isinstance(strategy, RetryStrategy) else None
    return max(MOST_ATTEMPTS, own or 0)


def _manager() -> JobManager:
    """Works over Django's own connection, so in the current transaction, also inside a worker."""
    return JobManager(DjangoConnector())
