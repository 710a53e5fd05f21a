"""Which reports an officer has written or sent on the owner's side, and so cannot find ready."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from fordel.reports.models import ReportOrigin
from fordel.reports.selectors.submissions import REPORT
from fordel.writing.models import FieldVersion, Submission


def written_by(person_id: int, report_ids: Collection[int]) -> frozenset[int]:
    """Ids of the reports that the person wrote in or sent for the owner; those that the office registered on behalf of
    an owner are left out, since the owner's own words are kept beside them, and so is what the system copied into a
    draft when the person sent a report from a spreadsheet back. Two queries."""
    sent = Submission.objects.filter(
        document__report_draft__by_office=False, document__report_draft__report__in=report_ids, sent_by=person_id
    )
    copied = Q(document__created_by=person_id, document__report_draft__report__origin=ReportOrigin.IMPORT)
    wrote = FieldVersion.objects.filter(
        ~copied,
        document__report_draft__report__in=report_ids,
        document__report_draft__by_office=False,
        changed_by=person_id,
    ).order_by()
    return frozenset(sent.values_list(REPORT, flat=True)) | frozenset(wrote.values_list(REPORT, flat=True))
