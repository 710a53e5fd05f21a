"""The draft of an address."""

from __future__ import annotations

from django.http import Http404

from fordel.reports.models import ReportDraft


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
