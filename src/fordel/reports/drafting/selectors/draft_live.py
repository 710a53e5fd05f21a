"""The few reads behind saving in the background: as little as possible, since they are made all the time."""

from __future__ import annotations

from django.http import Http404

from fordel.reports.models import ReportDraft


def live_draft_from_url(draft_id: int, **_rest: object) -> ReportDraft:
    """The draft with what the rule of access looks at. Raises Http404. One query."""
    found = (
        ReportDraft.objects.select_related("round", "owner")
        .only("owner__name", "round__office_id", "by_office", "report")
        .filter(pk=draft_id, discarded_at__isnull=True)
        .first()
    )
    if found is None:
        raise Http404
    return found
