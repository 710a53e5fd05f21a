"""Texts that met another one in the same field, for the person who must choose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fordel.writing.models import Conflict, Field


@dataclass(frozen=True)
class OpenConflict:
    """A field that two have changed: what it holds (theirs) and what the person wrote (mine)."""

    key: str
    theirs: Any
    version: int
    by: str
    at: datetime
    mine: Any


def conflict_with(current: Field, mine: Any) -> OpenConflict:
    """What somebody wrote (mine) against the field as it is."""
    by = current.changed_by.name if current.changed_by else ""
    return OpenConflict(current.key, current.value, current.version, by, current.changed_at, mine)


def conflicts_of(document_id: int, person_id: int) -> list[OpenConflict]:
    """The person's own texts that wait for a choice. Two queries, one if there are none."""
    mine = list(Conflict.objects.filter(document=document_id, written_by=person_id, resolved_at__isnull=True))
    if not mine:
        return []
    keys = [conflict.key for conflict in mine]
    fields = {
        each.key: each for each in Field.objects.filter(document=document_id, key__in=keys).select_related("changed_by")
    }
    return [conflict_with(fields[each.key], each.value) for each in mine if each.key in fields]
