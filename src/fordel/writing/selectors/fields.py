"""The fields of a document as they are now. Documents are named by their number: no row of a module is read."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final, NamedTuple

from fordel.writing.models import Field

MOST_CHANGES: Final = 300


class Stored(NamedTuple):
    """A field of one of several documents."""

    document: int
    key: str
    value: Any


def fields_of(document_id: int) -> list[tuple[str, Any, int]]:
    """(key, value, version) of every field. One query."""
    return list(Field.objects.filter(document=document_id).values_list("key", "value", "version"))


def values_of(document_id: int) -> dict[str, Any]:
    """Key -> value of every field. One query."""
    return dict(Field.objects.filter(document=document_id).values_list("key", "value"))


def fields_of_many(document_ids: Iterable[int], keys: Collection[str] = ()) -> list[Stored]:
    """The fields of the documents (`keys`: only these). One query."""
    found = Field.objects.filter(document__in=document_ids)
    if keys:
        found = found.filter(key__in=keys)
    return [Stored(*row) for row in found.values_list("document", "key", "value")]


def untouched_keys(document_id: int) -> set[str]:
    """The fields that are as the first save left them: what was brought along, if the document began as a copy."""
    first = Field.objects.filter(document=document_id, version=1, revision=1)
    return set(first.values_list("key", flat=True))


def changed_since(document_id: int, person_id: int, revision: int) -> list[dict[str, Any]]:
    """What others have put into fields after the revision: key, value, version, revision. One query."""
    rows = Field.objects.filter(document=document_id, revision__gt=revision).exclude(changed_by=person_id)
    return [dict(row) for row in rows.order_by("revision", "key").values("key", "value", "version", "revision")][
        :MOST_CHANGES
    ]
