"""Stops a job in the middle of its transaction, and waits for facts instead of time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from django.db import connection

DEADLINE: Final = 240.0  # seconds; only a fault takes so long, also on a busy machine


def wait_until(fact: Callable[[], Any], what: str, why_not: Callable[[], str] = str) -> None:
    """Returns when the fact is true. Raises AssertionError at the deadline, or earlier what `why_not` raises."""
    end = time.monotonic() + DEADLINE
    while not fact():
        reason = why_not()
        assert time.monotonic() < end, f"not reached: {what}. {reason}"
        time.sleep(0.05)


def waiting_for_a_lock(table: str = "") -> int:
    """How many sessions in the database of the tests wait for somebody else's lock; with a table, for a lock on it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
            " WHERE NOT granted AND datname = current_database()"
            " AND (%(table)s = '' OR relation = to_regclass(%(table)s))",
            {"table": table},
        )
        return int(cursor.fetchone()[0])


@contextmanager
def writing_stopped(table: str) -> Iterator[None]:
    """Nobody can write to the table, everybody can read it and lock its rows."""
    with psycopg.connect(conninfo()) as other:
        other.execute(f"LOCK TABLE {table} IN SHARE MODE")
        yield
        other.rollback()


def conninfo() -> str:
    """The address of the database of the tests, for another connection or another process."""
    connection.ensure_connection()
    found = connection.connection.info
    return psycopg.conninfo.make_conninfo(
        dbname=found.dbname, user=found.user, host=found.host, port=found.port, password=found.password or None
    )
