"""The files that go with a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import Http404

from fordel.reports.drafting.selectors.draft_facts import form_of
from fordel.reports.models import DraftAttachment, NeedsReport, ReportDraft, ScanState
from fordel.shared.file_check import ACCEPTED


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


@dataclass(frozen=True)
class FileLimits:
    """What the scheme allows: megabytes for each file, and how many; `accepted` is for a file field."""

    megabytes: int
    most: int
    accepted: str = ACCEPTED


def attachment_lines(draft: ReportDraft) -> list[AttachmentLine]:
    """In the order they were added. One query."""
    rows = DraftAttachment.objects.filter(draft=draft, removed_at__isnull=True).order_by("added_at", "pk")
    return _lines(rows)


def file_limits(draft: ReportDraft) -> FileLimits:
    """The limits of the draft's scheme."""
    form = form_of(draft.round.scheme)
    return FileLimits(form.attachment_megabytes, form.attachments_most)


def attachment_of(draft: ReportDraft, attachment_id: int) -> DraftAttachment:
    """One of the draft's files that is not taken out, or was sent once. Raises Http404."""
    found = DraftAttachment.objects.select_related("file").filter(pk=attachment_id, draft=draft)
    kept = found.filter(Q(removed_at__isnull=True) | Q(pk__in=_sent_ids(draft))).first()
    if kept is None:
        raise Http404
    return kept


def _sent_ids(draft: ReportDraft) -> set[int]:
    return _ids_in(draft.report) if draft.report else set()


def _ids_in(report: NeedsReport) -> set[int]:
    contents = report.submissions.values_list("content", flat=True)
    return {each["id"] for content in contents for each in content["attachments"]}


def _lines(rows: QuerySet[DraftAttachment]) -> list[AttachmentLine]:
    found = rows.values_list("pk", "file__name", "file__size", "added_at", "added_by__name", "scan")
    return [AttachmentLine(pk, name, size, at, by or "", scan) for pk, name, size, at, by, scan in found]
