"""A report as a plain dictionary: what is hashed to see a change, shown as old and new, and kept in versions.

Keys are those of REPORT_FIELDS; amounts are whole kroner, dates ISO text, partners `{organisation, name, amount}`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fordel.core.needs_import.identity import content_hash_of
from fordel.reports.selectors.report_fields import REPORT_FIELDS
from fordel.reports.selectors.reports import ReportRow

Snapshot = dict[str, Any]


class Change(NamedTuple):
    """One field of a report before and after."""

    key: str
    old: Any
    new: Any


def snapshot_of(row: ReportRow) -> Snapshot:
    """What the report says in the database."""
    return {field.key: field.kept(row) for field in REPORT_FIELDS if field.kept}


def fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 of what the report says. Names of partners may change in the register, so only their ids count."""
    partners = [[partner["organisation"], partner["amount"]] for partner in snapshot["partners"]]
    return content_hash_of({**snapshot, "partners": partners})


def changes_between(old: Snapshot, new: Snapshot) -> list[Change]:
    """The fields that differ, in the order a person reads them."""
    keys = [field.key for field in REPORT_FIELDS if field.kept]
    return [Change(key, old.get(key), new.get(key)) for key in keys if _plain(old, key) != _plain(new, key)]


def _plain(snapshot: Snapshot, key: str) -> Any:
    value = snapshot.get(key)
    if key == "partners":
        return [(partner["organisation"], partner["amount"]) for partner in value or ()]
    return value
