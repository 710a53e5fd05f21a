"""Files of a report: added and taken out by its owner, read by its owner."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.views.decorators.http import require_POST

from fordel.core.form.definition import Kind
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.models import ReportDraft
from fordel.reports.permissions import writes_draft
from fordel.reports.presentation.addresses import part_address
from fordel.reports.selectors.draft_facts import draft_from_url, form_of
from fordel.shared.access import PageRequest, access
from fordel.writing.views import files


def _back(draft: ReportDraft) -> HttpResponse:
    part = form_of(draft.round).part_with(Kind.ATTACHMENTS)
    return HttpResponseRedirect(f"{part_address(draft.pk, part)}#attachments")


@require_POST
@access(writes_draft, target=draft_from_url)
def attachment_add(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """Keeps every file that can be kept; the first that cannot says why."""
    files.add(request, NEEDS_REPORT, request.target)
    return _back(request.target)


@require_POST
@access(writes_draft, target=draft_from_url)
def attachment_remove(request: PageRequest[ReportDraft], draft_id: int, attachment_id: int) -> HttpResponse:
    files.remove(request, NEEDS_REPORT, draft_id, attachment_id)
    return _back(request.target)


@access(writes_draft, target=draft_from_url)
def attachment(request: PageRequest[ReportDraft], draft_id: int, attachment_id: int) -> HttpResponseBase:
    """The file as it was uploaded, for its owner."""
    return files.read(draft_id, attachment_id)
