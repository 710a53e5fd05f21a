"""A report as a plain dictionary: what is hashed to see a change, shown as old and new, and kept in versions.

Keys are those of SNAPSHOT_KEYS; amounts are whole kroner, dates ISO text, partners `{organisation, name, amount}`.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from fordel.core.needs_import.identity import content_hash_of
from fordel.reports.selectors.reports import ReportRow

Snapshot = dict[str, Any]
SNAPSHOT_KEYS: Final = (
    "title",
    "target_group",
    "amount",
    "theme",
    "network",
    "participating",
    "partners",
    "sami",
    "duration",
    "employees",
    "children",
    "took_part",
    "submitted",
    "municipality",
)


class Change(NamedTuple):
    """One field of a report before and after."""

    key: str
    old: Any
    new: Any


def snapshot_of(row: ReportRow) -> Snapshot:
    """The report as it stands in the database."""
    return {
        "title": row.title,
        "target_group": row.target_group,
        "amount": row.amount,
        "theme": row.theme,
        "network": row.network_name,
        "participating": list(row.participating),
        "partners": [
            {"organisation": partner.organisation_id, "name": partner.name, "amount": partner.amount}
            for partner in row.partners
        ],
        "sami": row.sami_perspective,
        "duration": row.duration_years,
        "employees": row.employees,
        "children": row.children,
        "took_part": row.employees_took_part,
        "submitted": row.submitted_on.isoformat() if row.submitted_on else None,
        "municipality": row.municipality_number,
    }


def fingerprint(snapshot: Snapshot) -> str:
    """SHA-256 of what the report says. Names of partners may change in the register, so only their ids count."""
    partners = [[partner["organisation"], partner["amount"]] for partner in snapshot["partners"]]
    return content_hash_of({**snapshot, "partners": partners})


def changes_between(old: Snapshot, new: Snapshot) -> list[Change]:
    """The fields that differ, in the order a person reads them."""
    return [Change(key, old.get(key), new.get(key)) for key in SNAPSHOT_KEYS if _plain(old, key) != _plain(new, key)]


def _plain(snapshot: Snapshot, key: str) -> Any:
    value = snapshot.get(key)
    if key == "partners":
        return [(partner["organisation"], partner["amount"]) for partner in value or ()]
    return value
