"""The job workers, and what waits for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.db.models import F, Max, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.jobs import Status

from fordel.shared.health.check import Check
from fordel.shared.jobs import STALLED_AFTER, stalled_jobs

LONGEST_WAIT: Final = timedelta(minutes=10)
_SHOWN: Final = 3


def check_workers() -> Check:
    """Not ok if no worker has given a sign of life lately, by the clock of the database."""
    alive = ProcrastinateWorker.objects.filter(last_heartbeat__gte=Now() - STALLED_AFTER).count()
    if not alive:
        words = "none is alive, so no mail, letter or receipt leaves. Start `fordel manage procrastinate worker`."
        return Check("workers", ok=False, words=words)
    return Check("workers", ok=True, words=f"{alive} alive")


def check_jobs() -> Check:
    """Not ok if a job has failed, is stuck with a dead worker, or has been due for more than LONGEST_WAIT."""
    failed = ProcrastinateJob.objects.filter(status=Status.FAILED.value)
    faults = []
    if failed.exists():
        first = failed.order_by("pk").values_list("pk", flat=True)[0]
        again = f"`fordel manage procrastinate shell retry {first}`"
        faults.append(f"{failed.count()} failed: {_named(failed)}. The worker's log says why; try again with {again}.")
    stuck = stalled_jobs()
    if stuck.exists():
        faults.append(
            f"{stuck.count()} stuck with a dead worker: {_named(stuck)}. A living worker takes them up in a minute."
        )
    count, longest = _waiting()
    if longest > LONGEST_WAIT:
        faults.append(f"{count} due, the oldest for {_minutes(longest)}. Is a worker alive, and does it keep up?")
    return Check("jobs", ok=not faults, words=" ".join(faults) or f"{count} due, none stuck, none failed")


def _waiting() -> tuple[int, timedelta]:
    """How many jobs are due, and how long the oldest has been."""
    waiting = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now()), status="todo")
    since = Coalesce(F("scheduled_at"), Max("procrastinateevent__at"))
    oldest = waiting.annotate(since=since).order_by("since").values_list("since", Now()).first()
    return waiting.count(), oldest[1] - oldest[0] if oldest and oldest[0] else timedelta()


def _named(jobs: QuerySet[ProcrastinateJob]) -> str:
    """The first of them: `send_queued_mail (job 12), write_receipt (job 13), …`."""
    shown: Sequence[tuple[int, str]] = list(jobs.order_by("pk").values_list("pk", "task_name")[: _SHOWN + 1])
    names = [f"{name.rpartition('.')[2]} (job {pk})" for pk, name in shown[:_SHOWN]]
    return ", ".join([*names, "…"] if len(shown) > _SHOWN else names)


def _minutes(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"
