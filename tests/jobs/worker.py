"""The job worker as it is run in production: a process of its own, that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.jobs.waiting import conninfo


class Worker:
    def __init__(self, log: Path, smtp_port: int) -> None:
        environment = {
            **os.environ,
            "FORDEL_MODE": "test",
            "DATABASE_URL": conninfo(),
            "FORDEL_FILES": settings.FORDEL_FILES,
            "FORDEL_ADDRESS": "http://127.0.0.1:8000",
            "FORDEL_SMTP_HOST": "127.0.0.1",
            "FORDEL_SMTP_PORT": str(smtp_port),
            "FORDEL_LOCAL_FEEDS": " ".join(settings.FORDEL_LOCAL_FEEDS),
        }
        self.log = log
        words = [sys.executable, "-m", "fordel.cli.main", "manage", "procrastinate", "worker"]
        with log.open("ab") as file:
            self.process = subprocess.Popen(words, env=environment, stdout=file, stderr=file)

    def must_live(self) -> str:
        """The last lines of its log. Raises AssertionError if the process has ended."""
        lines = "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-15:])
        assert self.process.poll() is None, f"the worker ended by itself:\n{lines}"
        return lines

    def kill(self) -> None:
        """SIGKILL: it cannot say goodbye, and its row in the table of workers stays."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.kill()


@contextmanager
def running_worker(log: Path, smtp_port: int) -> Iterator[Worker]:
    worker = Worker(log, smtp_port)
    try:
        yield worker
    finally:
        worker.stop()


def make_silent(seconds: int) -> None:
    """Every worker that there has been was last heard of so many seconds ago (negative: it is not missed yet), and a
    minute has passed since the periodic jobs were queued."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - make_interval(secs => %s)", [seconds])
        cursor.execute("DELETE FROM procrastinate_periodic_defers")
