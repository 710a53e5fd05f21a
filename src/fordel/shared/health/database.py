"""The database server and its tables."""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from fordel.shared.health.check import Check

OLDEST: Final = 15


def check_database() -> Check:
    """Not ok if the server does not answer or is too old."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version')")
            version = str(cursor.fetchone()[0])
    except DatabaseError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        words = f"does not answer: {reason}. Start it, or check DATABASE_URL."
        return Check("database", ok=False, words=words)
    if int(version.split(".", maxsplit=1)[0]) < OLDEST:
        return Check("database", ok=False, words=f"PostgreSQL {version} is too old: use {OLDEST} or newer.")
    return Check("database", ok=True, words=f"PostgreSQL {version}")


def check_migrations() -> Check:
    """Not ok if the code expects other tables than those that are there."""
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        first = f"{waiting[0][0].app_label}.{waiting[0][0].name}"
        words = f"{len(waiting)} not applied, the first is {first}. Run `fordel manage migrate`."
        return Check("migrations", ok=False, words=words)
    return Check("migrations", ok=True, words=f"{len(executor.loader.applied_migrations)} applied")
