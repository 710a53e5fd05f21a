"""The draft of an address, and its attachments."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from fordel.reports.models import DraftAttachment, ReportDraft


def draft_from_url(draft_id: int, **_rest: object) -> ReportDraft:
    """The draft of an address. Raises Http404 (also for a discarded one)."""
    found = (
        ReportDraft.objects.select_related("document", "round__office", "round__scheme", "owner", "report")
        .select_related("copied_from__round")
        .defer("round__scheme__definition")  # the form is kept in memory
        .filter(pk=draft_id, discarded_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    return found


def attachments_of(draft: ReportDraft) -> list[dict[str, Any]]:
    """The files that go with the report: id, name, sha256 and size (bytes). One query."""
    rows = DraftAttachment.objects.filter(draft=draft, removed_at__isnull=True).order_by("added_at", "pk")
    return [
        {"id": pk, "name": name, "sha256": sha256, "size": size}
        for pk, name, sha256, size in rows.values_list("pk", "file__name", "file__sha256", "file__size")
    ]
