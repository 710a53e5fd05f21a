"""Twice is once: every job that is run again, or by two workers at the same time, does its work once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests.jobs.conftest import ACCEPTED, HELD, Case
from tests.jobs.postbox import Postbox
from tests.jobs.waiting import wait_until, waiting_for_a_lock, writing_stopped


@pytest.mark.django_db
def test_a_job_that_is_run_again_does_nothing(cases: list[Case], postbox: Postbox) -> None:
    for case in cases:
        case.run()
        case.check()
        case.run()
        case.check()
    assert len(postbox.ids_of(HELD)) == len(postbox.ids_of(ACCEPTED)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_the_same_time_do_it_once(cases: list[Case], postbox: Postbox) -> None:
    """The first is stopped in the middle; the second waits for it, and finds the work done."""
    for case in cases:
        if case.stopped_at:
            with ThreadPoolExecutor(2) as pool, writing_stopped(case.stopped_at):
                runs = [pool.submit(_run_and_close, case.run) for _ in range(2)]
                wait_until(lambda: waiting_for_a_lock() == 2, f"two workers wait with {case.name}")
        else:
            with ThreadPoolExecutor(2) as pool:
                postbox.holding = HELD
                runs = [pool.submit(_run_and_close, case.run) for _ in range(2)]
                wait_until(lambda: postbox.holds.is_set() and waiting_for_a_lock() == 1, "one sends, the other waits")
                postbox.holding = ""
        for run in runs:
            run.result()
        case.check()
    assert len(postbox.ids_of(HELD)) == len(postbox.ids_of(ACCEPTED)) == 1


def _run_and_close(run: Callable[[], None]) -> None:
    try:
        run()
    finally:
        connection.close()
