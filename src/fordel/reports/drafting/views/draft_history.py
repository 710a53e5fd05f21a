"""The history of a draft."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from fordel.reports.drafting.selectors.draft_history import history_of_draft
from fordel.reports.models import ReportDraft
from fordel.reports.permissions import writes_draft
from fordel.reports.selectors.draft_facts import draft_from_url
from fordel.shared.access import PageRequest, access


@access(writes_draft, target=draft_from_url)
def draft_history(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """What was sent and what each field said, with who, when and the words that differ."""
    draft = request.target
    key = request.GET.get("felt", "")[:80]
    history = history_of_draft(draft, key, request.GET.get("side"))
    title = draft.document.fields.filter(key="title").values_list("value", flat=True).first()
    context = {
        "draft": draft,
        "title": title or _("a measure without a title yet"),
        "history": history,
        "page": history.page,
        "page_query": f"{urlencode({'felt': key})}&" if key else "",
    }
    return render(request, "reports/drafting/draft_history.html", context)
