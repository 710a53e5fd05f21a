"""The pages of a report being written: a part, the whole of it, checking and sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.reports.drafting.presentation.context import DraftPage, draft_page
from fordel.reports.drafting.services.document import NEEDS_REPORT, submit_report
from fordel.reports.drafting.views.part_page import show_part
from fordel.reports.models import ReportDraft
from fordel.reports.permissions import writes_draft
from fordel.reports.selectors.draft_facts import draft_from_url
from fordel.reports.selectors.submissions import report_of
from fordel.shared.access import PageRequest, access
from fordel.writing.selectors.attachments import attachments_of
from fordel.writing.services.save_fields import ClosedError
from fordel.writing.services.send import IncompleteError
from fordel.writing.views.part import SavedPart, next_address, note_reader, save_part, stays_on_part


def _page(request: PageRequest[ReportDraft]) -> DraftPage:
    person = request.actor.person_or_refuse
    return draft_page(request.target, person, request.received_at)


@access(writes_draft, target=draft_from_url)
def draft(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """All of it to read, with the task list, where it is, and what can be done."""
    page = _page(request)
    return render(request, "reports/drafting/draft.html", _whole(page))


def _whole(page: DraftPage) -> dict[str, Any]:
    context = page.context()
    read_out = page.view.read_out(context["open_parts"])
    return context | {"read_out": read_out, "files": attachments_of(page.draft.pk)}


@access(writes_draft, target=draft_from_url)
def draft_part(request: PageRequest[ReportDraft], draft_id: int, part: str) -> HttpResponse:
    """One part to fill in. It is saved by «Neste» also without script; what was typed is never thrown away."""
    page = _page(request)
    chosen = page.view.part(part)
    if chosen is None:
        raise Http404
    if not page.may_write(chosen):
        return redirect("own_needs:draft", draft_id=draft_id)
    saved = SavedPart()
    person = request.actor.person_or_refuse
    if request.method == "POST":
        saved = save_part(request, NEEDS_REPORT, draft_id, page.view, chosen)
        before, page = page, _page(request)
        if not stays_on_part(saved, page.view, part):
            check = reverse("own_needs:draft-check", kwargs={"draft_id": draft_id})
            return redirect(next_address(request.POST, before.view, page.view, part, check))
    note_reader(saved, draft_id, person.pk, part)
    checked = "kontroll" in request.GET or request.method == "POST"
    return show_part(request, page, chosen, saved, checked=checked)


@access(writes_draft, target=draft_from_url)
def draft_check(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """What must be put right, or everything to read through before it is sent."""
    page = _page(request)
    if not page.window.is_open:
        return redirect("own_needs:draft", draft_id=draft_id)
    context = _whole(page)
    return render(request, "reports/drafting/draft_check.html", context | {"is_refused": bool(context["errors"])})


@require_POST
@access(writes_draft, target=draft_from_url)
def draft_send(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """Sends it, and shows the receipt; what stops it is listed on the check page."""
    person = request.actor.person_or_refuse
    at = request.received_at
    try:
        submission = submit_report(draft_id, person, at)
    except IncompleteError:
        return redirect("own_needs:draft-check", draft_id=draft_id)
    except ClosedError as closed:
        messages.error(request, str(closed))
        return redirect("own_needs:draft", draft_id=draft_id)
    number = report_of(submission).number
    messages.success(request, _("The report is sent. Its number is %(number)s.") % {"number": number})
    return redirect("own_needs:draft", draft_id=draft_id)
