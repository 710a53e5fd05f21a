"""The imports of a round, and one import for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404

from fordel.programme.models import Round
from fordel.programme.where import in_round
from fordel.reports.models import SpreadsheetImport


@dataclass(frozen=True)
class ImportLine:
    """One import in the list. `total` is kroner of the accepted rows."""

    id: int
    name: str
    sha256: str
    state: str
    at: datetime
    by: str
    result: dict[str, Any]


def import_lines(round_: Round) -> list[ImportLine]:
    """The newest first, the last hundred. One query."""
    rows = (
        SpreadsheetImport.objects.filter(round=round_)
        .order_by("-created_at", "-pk")
        .values_list(
            "pk",
            "file__name",
            "file__sha256",
            "state",
            "created_at",
            "created_by__name",
            "result__accepted",
            "result__rejected",
            "result__duplicates",
            "result__changed",
            "result__total",
        )[:100]
    )
    keys = ("accepted", "rejected", "duplicates", "changed", "total")
    return [
        ImportLine(pk, name, sha, state, at, by or "", dict(zip(keys, counts, strict=True)))
        for pk, name, sha, state, at, by, *counts in rows
    ]


def import_from_url(office: str, scheme: str, year: int, import_id: int, **_rest: object) -> SpreadsheetImport:
    """The import of a page with its file and round. Raises Http404. One query."""
    found: SpreadsheetImport = get_object_or_404(
        SpreadsheetImport.objects.select_related("file", "round__office", "round__scheme", "created_by", "undone_by"),
        **in_round("round__", office, scheme, year),
        pk=import_id,
    )
    return found


def is_stale(import_: SpreadsheetImport) -> bool:
    """Whether something was imported or undone in the round since the file was checked. One query."""
    checked = import_.result.get("checked_at")
    if not checked:
        return False
    since = datetime.fromisoformat(checked)
    later = SpreadsheetImport.objects.filter(round=import_.round_id).exclude(pk=import_.pk)
    return (later.filter(applied_at__gt=since) | later.filter(undone_at__gt=since)).exists()
