"""The files of a report, for the office."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from fordel.programme.where import in_round
from fordel.reports.models import ReportDraft
from fordel.shared.models import StoredFile
from fordel.writing.models import Attachment


@dataclass(frozen=True)
class ReportFile:
    """A file with the office that it belongs to."""

    file: StoredFile
    office_id: int


def original_from_url(office: str, scheme: str, year: int, number: int, **_rest: object) -> ReportFile:
    """What a registered report came as. Raises Http404."""
    draft = (
        ReportDraft.objects.select_related("original", "round")
        .filter(report__number=number, **in_round("round__", office, scheme, year))
        .first()
    )
    if draft is None or draft.original is None:
        raise Http404
    return ReportFile(draft.original, draft.office_id)


def attachment_from_url(
    office: str, scheme: str, year: int, number: int, attachment_id: int, **_rest: object
) -> ReportFile:
    """A file that the owner added and has not removed. Raises Http404."""
    found = (
        Attachment.objects.select_related("file", "document__report_draft__round")
        .filter(
            pk=attachment_id,
            removed_at__isnull=True,
            document__report_draft__report__number=number,
            **in_round("document__report_draft__round__", office, scheme, year),
        )
        .first()
    )
    if found is None:
        raise Http404
    return ReportFile(found.file, found.document.report_draft.office_id)
