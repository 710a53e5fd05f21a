"""Taking back a report or throwing away a draft, each after a page that says what it means."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.reports.drafting.presentation.window_texts import why_closed
from fordel.reports.drafting.selectors.draft_facts import window_of
from fordel.reports.drafting.selectors.draft_page import draft_from_url
from fordel.reports.drafting.services.discard_draft import discard_draft
from fordel.reports.drafting.services.withdraw_report import withdraw_report
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.permissions import owns_report, writes_draft
from fordel.reports.selectors.report_page import own_report_from_url
from fordel.shared.access import PageRequest, access


@access(owns_report, target=own_report_from_url)
def report_withdraw(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """Says what withdrawing means and until when it can be undone; then does it."""
    report = request.target
    draft = ReportDraft.objects.select_related("round__office", "round__scheme", "owner", "report")
    found = draft.filter(report=report, discarded_at__isnull=True).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        withdraw_report(found.pk, request.actor.person_or_refuse, request.received_at)
        messages.success(request, _("The report is withdrawn. Nothing of what you wrote is lost."))
        return redirect("own_needs:draft", draft_id=found.pk)
    window = window_of(found, request.received_at)
    may = window.is_open and not window.only_partners and report.state in ("submitted", "returned")
    context = {"report": report, "draft": found, "window": window, "may": may, "closed": why_closed(window)}
    return render(request, "reports/drafting/report_withdraw.html", context)


@access(writes_draft, target=draft_from_url)
def draft_discard(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """Says what discarding means; then does it. A report that was sent is withdrawn instead."""
    draft = request.target
    if draft.report_id is not None:
        return redirect("own_needs:report-withdraw", report_id=draft.report_id)
    if request.method == "POST":
        discard_draft(draft_id, request.actor.person_or_refuse)
        messages.success(request, _("The draft is discarded."))
        return redirect("own_needs:list")
    title = draft.document.fields.filter(key="title").values_list("value", flat=True).first()
    asked = draft.parties.exclude(state__in=("not_asked", "declined")).count()
    context = {"draft": draft, "title": title or _("a measure without a title yet"), "asked": asked}
    return render(request, "reports/drafting/draft_discard.html", context)
