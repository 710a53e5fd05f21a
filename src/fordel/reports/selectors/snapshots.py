"""A report as a plain dictionary: what is hashed to see a change, shown as old and new, and kept in versions.

Keys are those of the report's fields (`fields_of`); amounts are whole kroner, dates ISO text, partners
`{organisation, name, amount}`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from fordel.core.needs_import.identity import content_hash_of
from fordel.reports.selectors.report_fields import ReportField
from fordel.reports.selectors.reports import ReportRow

Snapshot = dict[str, Any]


class Change(NamedTuple):
    """One field of a report before and after."""

    key: str
    old: Any
    new: Any


def snapshot_of(row: ReportRow, fields: Sequence[ReportField]) -> Snapshot:
    """What the report says in the database. `fields` are those of its scheme."""
    kept = ((field, field.kept(row)) for field in fields if field.kept)
    return {field.key: value for field, value in kept if not (field.optional and value is None)}


def fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 of what the report says. Names of partners may change in the register, so only their ids count."""
    partners = [[partner["organisation"], partner["amount"]] for partner in snapshot["partners"]]
    return content_hash_of({**snapshot, "partners": partners})


def changes_between(old: Snapshot, new: Snapshot, fields: Sequence[ReportField]) -> list[Change]:
    """The fields that differ, in the order a person reads them. `fields` are those of the report's scheme."""
    keys = [field.key for field in fields if field.kept]
    return [Change(key, old.get(key), new.get(key)) for key in keys if _plain(old, key) != _plain(new, key)]


def _plain(snapshot: Snapshot, key: str) -> Any:
    value = snapshot.get(key)
    if key == "partners":
        return [(partner["organisation"], partner["amount"]) for partner in value or ()]
    return value
