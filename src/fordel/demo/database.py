"""Brings the demo's database forward to what this version of Fordel expects, or says that it must be started over."""

from __future__ import annotations

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader

from fordel.shared.errors import UserError


def bring_forward() -> None:
    """Run the migrations. Raises UserError if the database was made by a version that this one cannot follow: by other
    migrations, or by migrations of the same names that have been written again since."""
    try:
        _require_known_migrations()
        call_command("migrate", verbosity=0, interactive=False)
        _require_columns()
    except OperationalError:
        raise
    except (DatabaseError, InconsistentMigrationHistory) as error:
        raise _too_old() from error


def _require_known_migrations() -> None:
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    known = {*loader.disk_migrations, *loader.graph.nodes}
    if any(key not in known for key in loader.applied_migrations if key[0] in loader.migrated_apps):
        raise _too_old()


def _require_columns() -> None:
    """Raise UserError if a model has a column that its table lacks."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
        )
        found = set(cursor.fetchall())
    models = (model for model in apps.get_models(include_auto_created=True) if model._meta.managed)
    needed = {(model._meta.db_table, field.column) for model in models for field in model._meta.local_concrete_fields}
    if needed - found:
        raise _too_old()


def _too_old() -> UserError:
    return UserError(
        "The demo's data was made by another version of Fordel, and cannot be brought forward.",
        "Run `make demo-reset` to start the demo over; what was entered in it is lost.",
    )
