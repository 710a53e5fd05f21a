"""The files that go with a document."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.http import Http404

from fordel.writing.models import Attachment, ScanState
from fordel.writing.selectors.submissions import submissions_of


class AttachmentLine(NamedTuple):
    """`size` is bytes; `scan_word` is what the virus scanner said, in words."""

    id: int
    name: str
    size: int
    added_at: datetime
    by: str
    scan: str

    @property
    def scan_word(self) -> str:
        return str(ScanState(self.scan).label)


def kept_attachments(document_id: int) -> QuerySet[Attachment]:
    """Those that are not removed, in the order they were added."""
    return Attachment.objects.filter(document=document_id, removed_at__isnull=True).order_by("added_at", "pk")


def attachment_lines(document_id: int) -> list[AttachmentLine]:
    """In the order they were added. One query."""
    columns = ("pk", "file__name", "file__size", "added_at", "added_by__name", "scan")
    rows = kept_attachments(document_id).values_list(*columns)
    return [AttachmentLine(pk, name, size, at, by or "", scan) for pk, name, size, at, by, scan in rows]


def attachments_of(document_id: int) -> list[dict[str, Any]]:
    """What is sent of them: id, name, sha256 and size (bytes). One query."""
    rows = kept_attachments(document_id).values_list("pk", "file__name", "file__sha256", "file__size")
    return [{"id": pk, "name": name, "sha256": sha256, "size": size} for pk, name, sha256, size in rows]


def attachments_column(document: str) -> ArraySubquery:
    """What `attachments_of` returns, as a column of a query whose rows name their document by that field."""
    rows = Attachment.objects.filter(document=OuterRef(document), removed_at__isnull=True).order_by("added_at", "pk")
    cells = JSONObject(id="pk", name="file__name", sha256="file__sha256", size="file__size")
    return ArraySubquery(rows.values(row=cells))


def count_attachments(document_id: int) -> int:
    """How many go with the document. One query."""
    return Attachment.objects.filter(document=document_id, removed_at__isnull=True).count()


def attachment_of(document_id: int, attachment_id: int) -> Attachment:
    """One of the document's files that is not removed, or was sent once. Raises Http404."""
    found = Attachment.objects.select_related("file").filter(pk=attachment_id, document=document_id)
    kept = found.filter(Q(removed_at__isnull=True) | Q(pk__in=_sent_ids(document_id))).first()
    if kept is None:
        raise Http404
    return kept


def _sent_ids(document_id: int) -> set[int]:
    contents = submissions_of(document_id).values_list("content", flat=True)
    return {each["id"] for content in contents for each in content["attachments"]}
