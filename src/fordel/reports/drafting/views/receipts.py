"""The receipt of what was sent, as a page and as PDF."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.drafting.services.receipt_text import receipt_of
from fordel.reports.models import NeedsReport
from fordel.reports.permissions import owns_report
from fordel.reports.selectors.report_page import own_report_from_url
from fordel.reports.selectors.submissions import REPORT, submissions_of_report
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import id_from_form
from fordel.writing.models import Submission
from fordel.writing.services.write_receipt import write_receipt


def _submission(report: NeedsReport, sequence: int) -> Submission:
    """What was sent as number `sequence`, or last (0). Raises Http404."""
    found = submissions_of_report(report.pk)
    chosen = found.select_related("sent_by", f"{REPORT}__round__office", f"{REPORT}__round__scheme", f"{REPORT}__owner")
    submission = chosen.filter(sequence=sequence).first() if sequence else chosen.last()
    if submission is None:
        raise Http404
    return submission


@access(owns_report, target=own_report_from_url)
def receipt(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """What was received last; earlier ones with `?nr=`."""
    report = request.target
    submission = _submission(report, id_from_form(request.GET.get("nr")))
    context = {
        "report": report,
        "submission": submission,
        "receipt": receipt_of(submission),
        "sequences": list(submissions_of_report(report.pk).values_list("sequence", "received_at")),
    }
    return render(request, "reports/drafting/receipt.html", context)


@require_safe
@access(owns_report, target=own_report_from_url)
def receipt_pdf(request: PageRequest[NeedsReport], report_id: int, sequence: int) -> HttpResponse:
    """The receipt as PDF/UA and PDF/A; written now where the job has not come to it."""
    report = request.target
    stored = write_receipt(NEEDS_REPORT, _submission(report, sequence).pk)
    answer = HttpResponse(stored.read(), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{stored.name}"'
    return answer
