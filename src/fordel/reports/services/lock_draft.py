"""Holds a draft while it is changed."""

from __future__ import annotations

from fordel.reports.models import ReportDraft


def lock_draft(draft_id: int) -> ReportDraft:
    """The draft with its document, round, scheme, owner and report; draft and document are held until the transaction
    ends. Raises ReportDraft.DoesNotExist, also for a discarded one."""
    return (
        ReportDraft.objects.select_for_update(of=("self", "document"), no_key=True)
        .select_related("document", "round__scheme", "owner", "report")
        .defer("round__scheme__definition")  # the form is kept in memory
        .get(pk=draft_id, discarded_at__isnull=True)
    )
