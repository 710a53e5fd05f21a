"""Taking back a report or throwing away a draft, each after a page that says what it means."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fordel.reports.drafting.presentation.steps import discard_step, withdraw_step
from fordel.reports.drafting.services.drafts import discard_draft, withdraw_report
from fordel.reports.models import NeedsReport, ReportDraft
from fordel.reports.permissions import owns_report, writes_draft
from fordel.reports.selectors.draft_facts import draft_from_url, window_of
from fordel.reports.selectors.report_page import own_report_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.steps import ask_first


@access(owns_report, target=own_report_from_url)
def report_withdraw(request: PageRequest[NeedsReport], report_id: int) -> HttpResponse:
    """Says what withdrawing means and until when it can be undone; then does it."""
    report = request.target
    draft = ReportDraft.objects.select_related("round__office", "round__scheme", "owner", "report")
    found = draft.filter(report=report, discarded_at__isnull=True).first()
    if found is None:
        raise Http404
    person = request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        withdraw_report(found.pk, person, request.received_at)
        messages.success(request, _("The report is withdrawn. Nothing of what you wrote is lost."))
        return redirect("own_needs:draft", draft_id=found.pk)

    return ask_first(request, withdraw_step(report, found, window_of(found, request.received_at)), carry_out)


@access(writes_draft, target=draft_from_url)
def draft_discard(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """Says what discarding means; then does it. A report that was sent is withdrawn instead."""
    draft = request.target
    if draft.report_id is not None:
        return redirect("own_needs:report-withdraw", report_id=draft.report_id)
    person = request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        discard_draft(draft_id, person)
        messages.success(request, _("The draft is discarded."))
        return redirect("own_needs:list")

    return ask_first(request, discard_step(draft), carry_out)
