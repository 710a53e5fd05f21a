"""What a draft's page asks in the background: save these fields, and who else is here (`writing.views.live`)."""

from __future__ import annotations

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from fordel.reports.drafting.selectors.draft_live import live_draft_from_url
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.models import ReportDraft
from fordel.reports.permissions import writes_draft
from fordel.shared.access import PageRequest, access
from fordel.writing.views import live


@require_POST
@access(writes_draft, target=live_draft_from_url)
def draft_save(request: PageRequest[ReportDraft], draft_id: int) -> JsonResponse:
    """Store the fields, or keep them as conflicts."""
    return live.save(request, NEEDS_REPORT, draft_id)


@require_POST
@access(writes_draft, target=live_draft_from_url)
def draft_here(request: PageRequest[ReportDraft], draft_id: int) -> JsonResponse:
    """Where the person is; answers who else is here."""
    return live.here(request, draft_id)
