"""Worlds that are built once and put back: the rows a fixture wrote, kept by a worker for the tests that come after.

A step is a fixture's work with a name. The first test that needs it does the work, through the services as always, and
what was written is copied out. A test that took the same steps and wrote nothing else gets the rows back instead, which
takes a fiftieth of the time; they keep their keys, because a sequence gives nothing out twice. In all other cases
(other rows, a clock that was moved, another language, a database user who may not put rows back) the work is done.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Hashable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import get_language
from psycopg.sql import SQL, Composable, Identifier, Literal

from fordel.shared import clock

T = TypeVar("T")
Counts = dict[str, tuple[int, int, int]]
"""By table: how many rows were put in, changed and removed."""
FRESH_SECONDS: Final = 300
"""A world older than this is built again: what it says has just happened has."""


@dataclass(frozen=True)
class Rows:
    """What a step left in a table, as COPY writes it, and what is removed before it is put back."""

    content: bytes
    replaces: list[Any] | None
    """The keys of rows that the step may have changed; None: it removed some, so `content` is all of them."""


@dataclass(frozen=True)
class Step:
    """What a step wrote, and what it returned."""

    rows: dict[str, Rows]
    files: dict[str, bytes]
    result: bytes
    built_at: float


class Here:
    """Where the test is: the steps it has taken, and what had been written after the last of them."""

    steps: tuple[Hashable, ...] | None = None
    """None: steps are done, not put back."""
    counts: Counts
    is_building = False


_kept: dict[tuple[Hashable, ...], Step] = {}
_reference: dict[str, Rows] = {}


def keep_reference() -> None:
    """What the database holds now is what every test begins with, under the same keys, also after one that commits."""
    for table in _tables_with_rows() if _may_put_back() else ():
        _reference[table] = _written(table, 0, is_changed=False, is_removed=True)


def start_over() -> bool:
    """Empty the database but for the reference data; False if it was not kept and Django has to."""
    if _reference:
        _replace({table: _reference.get(table) for table in {*_tables_with_rows(), *_reference}})
    return bool(_reference)


def begin() -> None:
    """From here on steps are kept and put back: the database holds the reference data and nothing else."""
    leave()
    if _may_put_back():
        Here.steps, Here.counts = (), _counts()


def leave() -> None:
    """From here on whatever is asked for is done."""
    Here.steps, Here.is_building = None, False


def prepared(name: Hashable, build: Callable[[], T]) -> T:
    """Return what `build` returns, and have the database and the files as it leaves them."""
    if Here.steps is None or Here.is_building:
        return build()
    before = _counts()
    if before != Here.counts:
        leave()
        return build()
    key = (*Here.steps, name, _moment())
    step = _kept.get(key)
    if step and time.monotonic() - step.built_at < FRESH_SECONDS:
        _put_back(step)
        result: T = pickle.loads(step.result)  # noqa: S301 -- written by this process
    else:
        result, step = _build(build, before)
        _kept[key] = step
    # The time it was built at is part of the key: what was kept on top of an older one does not fit this one.
    Here.steps, Here.counts = (*key, step.built_at), _counts()
    return result


def _moment() -> Hashable:
    """What else a step may depend on: the language, and the day, or the time if the test has moved or stopped it."""
    seen = clock.now()
    is_real = abs((seen - timezone.now()).total_seconds()) < 5  # noqa: TID251 -- whether the clock was moved
    return get_language(), seen.date() if is_real else seen


def _build(build: Callable[[], T], before: Counts) -> tuple[T, Step]:
    files = _files()
    Here.is_building = True
    with transaction.atomic() if connection.in_atomic_block else nullcontext():
        first = _mark()
        result = build()
    Here.is_building = False
    rows = {}
    for table, counts in _counts().items():
        then = before.get(table, (0, 0, 0))
        if counts != then:
            rows[table] = _written(table, first, is_changed=counts[1] > then[1], is_removed=counts[2] > then[2])
    written = {path: Path(settings.FORDEL_FILES, path).read_bytes() for path in _files() - files}
    return result, Step(rows, written, pickle.dumps(result), time.monotonic())


def _mark() -> int:
    """The number of this (sub)transaction: rows that are written from here on have it, or a higher one."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE IF NOT EXISTS prepared_mark (n int)")
        cursor.execute("INSERT INTO prepared_mark VALUES (1) RETURNING xmin::text::bigint")
        return int(cursor.fetchone()[0])


def _written(table: str, first: int, *, is_changed: bool, is_removed: bool) -> Rows:
    """What transactions from `first` on wrote in the table."""
    name, which = Identifier(table), SQL("") if is_removed else SQL(f" WHERE xmin::text::bigint >= {first:d}")
    content = _copied_out(SQL("SELECT {} FROM {}{}").format(_columns(table), name, which))
    if is_removed or not is_changed:
        return Rows(content, None if is_removed else [])
    with connection.cursor() as cursor:
        cursor.execute(SQL("SELECT {} FROM {}{}").format(Identifier(_key(table)), name, which))
        return Rows(content, [key for (key,) in cursor.fetchall()])


def _copied_out(query: Composable) -> bytes:
    with connection.cursor() as cursor, cursor.copy(SQL("COPY ({}) TO STDOUT").format(query)) as copy:
        return b"".join(bytes(part) for part in copy)


def _tables_with_rows() -> list[str]:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        parts = [SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(Literal(t), Identifier(t)) for t in tables]
        cursor.execute(SQL(" UNION ALL ").join(parts))
        return [table for (table,) in cursor.fetchall()]


def _put_back(step: Step) -> None:
    _replace(step.rows)
    for path, content in step.files.items():
        target = Path(settings.FORDEL_FILES, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def _replace(written: Mapping[str, Rows | None]) -> None:
    """Put rows into the tables; None: the table is emptied."""
    with transaction.atomic(), connection.cursor() as cursor:
        # No trigger runs: neither the rules that were kept when the rows were written, nor the keys' own.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in written.items():
            name = Identifier(table)
            if rows is None or rows.replaces is None:
                cursor.execute(SQL("DELETE FROM {}").format(name))
            elif rows.replaces:
                cursor.execute(
                    SQL("DELETE FROM {} WHERE {} = ANY(%s)").format(name, Identifier(_key(table))), [rows.replaces]
                )
            if rows is not None:
                with cursor.copy(SQL("COPY {} ({}) FROM STDIN").format(name, _columns(table))) as copy:
                    copy.write(rows.content)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _files() -> set[str]:
    root = Path(settings.FORDEL_FILES)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def _counts() -> Counts:
    """What was written in this transaction; outside one, ever."""
    with connection.cursor() as cursor:
        if connection.in_atomic_block:
            which = "pg_stat_xact_user_tables"
        else:
            which = "pg_stat_user_tables"
            cursor.execute("SELECT pg_stat_force_next_flush()")
        cursor.execute(
            f"SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM {which}"  # noqa: S608 -- one of two
            " WHERE schemaname = 'public' AND n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {table: tuple(counts) for table, *counts in cursor.fetchall()}


@cache
def _may_put_back() -> bool:
    """Whether the database can count what others than this transaction wrote (15), and we may switch triggers off."""
    with connection.cursor() as cursor:
        if connection.pg_version < 150_000:
            return False
        cursor.execute("SELECT has_parameter_privilege('session_replication_role', 'SET')")
        return bool(cursor.fetchone()[0])


@cache
def _columns(table: str) -> Composable:
    """The columns of the table that hold what they are given."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
            " AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum",
            [f"public.{table}"],
        )
        return SQL(", ").join(Identifier(name) for (name,) in cursor.fetchall())


@cache
def _key(table: str) -> str:
    with connection.cursor() as cursor:
        return str(connection.introspection.get_primary_key_column(cursor, table))
