"""Mail that has waited goes, each reader's in a job of its own."""

from __future__ import annotations

from procrastinate.contrib.django import app

from fordel.notices.services.waiting import people_with_due_mail, send_waiting
from fordel.shared.clock import now
from fordel.shared.jobs import queue_job


@app.periodic(cron="*/5 * * * *")
@app.task(name="notices.turn", queueing_lock="notices.turn")
def turn(timestamp: int) -> None:
    """A job for each reader whose waiting mail is due, so that what was due while no worker ran goes now."""
    for person_id in people_with_due_mail(now()):
        queue_job("notices.send_waiting", person_id=person_id)


@app.task(name="notices.send_waiting")
def send_waiting_of(person_id: int) -> None:
    """What is due for one reader."""
    send_waiting(person_id)
