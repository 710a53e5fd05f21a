"""What the fields of a document said, and who wrote it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.core.paginator import Page
from django.db.models import F, QuerySet, Window
from django.db.models.functions import Lag

from fordel.shared.paging import paged_query
from fordel.writing.models import FieldVersion


class Version(NamedTuple):
    """A field as somebody left it, and what it said before."""

    key: str
    at: datetime
    by: str
    before: Any
    value: Any


def field_versions(document_id: int, key: str, side: str | None) -> tuple[list[str], Page[Any]]:
    """(the keys of the fields that were ever written, a page of versions with the newest first). `key` is one field (''
    or one that was never written: all). Three queries."""
    versions = FieldVersion.objects.filter(document=document_id)
    keys = sorted(set(versions.values_list("key", flat=True)))
    before = Window(Lag("value"), partition_by=F("key"), order_by=F("id").asc())
    rows: QuerySet[Any, Any] = versions.annotate(before=before).select_related("changed_by")
    rows = rows.order_by("-changed_at", "-id")
    page: Page[Any] = paged_query(rows.filter(key=key) if key in keys else rows, side)
    page.object_list = [
        Version(row.key, row.changed_at, row.changed_by.name if row.changed_by else "", row.before, row.value)
        for row in page.object_list
    ]
    return keys, page
