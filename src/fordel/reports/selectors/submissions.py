"""What was sent of a needs report: the submissions of the document that it was written in."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from fordel.reports.models import NeedsReport
from fordel.writing.models import Submission

REPORT: Final = "document__report_draft__report"


def submissions_of_report(report_id: int) -> QuerySet[Submission]:
    """Everything that was sent of the report, the first first."""
    return Submission.objects.filter(**{REPORT: report_id}).order_by("sequence")


def report_of(submission: Submission) -> NeedsReport:
    """The report that was sent. No query if the submission was read with `select_related(REPORT)`."""
    report = submission.document.report_draft.report
    if report is None:
        raise NeedsReport.DoesNotExist(f"nothing was received of {submission}")
    return report
