"""Holds the report of a draft while its owner changes it, so that an officer cannot change it in the meantime."""

from __future__ import annotations

from fordel.reports.models import NeedsReport, ReportDraft


def hold_report(draft: ReportDraft) -> None:
    """Reads the report of a locked draft again, as it is, and holds it until the transaction ends. One query, none
    where nothing was sent."""
    if draft.report_id is not None:
        report = NeedsReport.objects.select_for_update(of=("self",), no_key=True).get(pk=draft.report_id)
        report.round, report.owner = draft.round, draft.owner
        draft.report = report
