"""Begins a document, notes that it has changed, and notes who is in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from fordel.parties.models import Person
from fordel.shared.clock import now
from fordel.writing.models import Document, Presence
from fordel.writing.plugs.kinds import DocumentKind


def begin_document(kind: DocumentKind[Any], person: Person | None, at: datetime) -> Document:
    """An empty document. The caller stores its own row beside it, under the same number, in the same transaction."""
    return Document.objects.create(kind=kind.code, created_at=at, created_by=person, changed_at=at)


def touch(document_id: int) -> None:
    """Remember that something that belongs to the document was changed now, though no field was."""
    Document.objects.filter(pk=document_id).update(changed_at=now())


def note_presence(document_id: int, person_id: int, part: str, field: str) -> None:
    """Note where in the document somebody is. One query. Presence is shown, never enforced: there is no lock."""
    Presence.objects.bulk_create(
        [Presence(document_id=document_id, person_id=person_id, part=part[:40], field=field[:80], seen_at=now())],
        update_conflicts=True,
        unique_fields=["document", "person"],
        update_fields=["part", "field", "seen_at"],
    )
