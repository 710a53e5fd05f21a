"""Writes the receipt of what was received as PDF, once, and tells those who act for the owner."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from fordel.notices.recipient import to_organisation
from fordel.notices.services.notify import notify
from fordel.parties.selectors.language import language_of_organisation
from fordel.reports.drafting.notices import ReportReceived
from fordel.reports.drafting.services.receipt_text import receipt_of
from fordel.reports.models import ReportOrigin
from fordel.reports.selectors.submissions import REPORT, report_of
from fordel.shared.documents.pdf import render_pdf
from fordel.shared.files import store_file
from fordel.shared.models import StoredFile
from fordel.writing.models import Submission

TEMPLATE: Final = Path(__file__).resolve().parents[2] / "templates" / "reports" / "drafting" / "receipt.typ"


@transaction.atomic
def write_receipt(submission_id: int) -> StoredFile:
    """The receipt's PDF, in the owner's form of Norwegian; made now if it is not there yet, with the mails that tell of
    it. The row is locked, so two jobs make one file and one mail."""
    submission = (
        Submission.objects.select_for_update(of=("self",))
        .select_related("sent_by", f"{REPORT}__owner", f"{REPORT}__round__office", f"{REPORT}__round__scheme")
        .get(pk=submission_id)
    )
    if submission.receipt is not None:  # read now: a join is read before the lock, so it may be out of date
        return submission.receipt
    report = report_of(submission)
    language = language_of_organisation(report.owner, report.round.office)
    with override(language):
        data = receipt_of(submission)
        title = f"{data['title']} – {data['owner']}"
        content = render_pdf(TEMPLATE, data, title=title, language=language, created_at=submission.received_at)
        name = _("receipt-%(year)s-%(number)s-%(sequence)s.pdf") % {
            "year": report.round.year,
            "number": report.number,
            "sequence": submission.sequence,
        }
    submission.receipt = store_file(name, content, "application/pdf", None)
    submission.save(update_fields=["receipt"])
    if report.origin != ReportOrigin.OFFICE:  # for a report that the office registers, `submit_report` notifies
        notify(to_organisation(report.owner, report.round.office), ReportReceived(submission))
    return submission.receipt
