"""The pages of a report being written: a part, the whole of it, checking and sending."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.form.definition import Kind, Part
from fordel.core.form.findings import UNREADABLE
from fordel.reports.drafting.presentation.answers import answered_parts
from fordel.reports.drafting.presentation.context import DraftPage, draft_page
from fordel.reports.drafting.presentation.words import field_id
from fordel.reports.drafting.selectors.draft_page import draft_from_url
from fordel.reports.drafting.services.document import save_draft
from fordel.reports.drafting.services.submit_report import submit_report
from fordel.reports.drafting.views.flash import take_error
from fordel.reports.models import ReportDraft
from fordel.reports.partners.selectors.parties import adding_choices, party_lines
from fordel.reports.permissions import writes_draft
from fordel.reports.selectors.submissions import report_of
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.writing.forms import FileLimits, choice_from_form, edits_from_form
from fordel.writing.selectors.attachments import attachment_lines, attachments_of
from fordel.writing.services.documents import note_presence
from fordel.writing.services.save_fields import ClosedError, Edit, SaveResult
from fordel.writing.services.send import IncompleteError


def _page(request: PageRequest[ReportDraft]) -> DraftPage:
    person = request.actor.person_or_refuse
    return draft_page(request.target, person, request.received_at)


@access(writes_draft, target=draft_from_url)
def draft(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """All of it to read, with the task list, where it stands, and what can be done."""
    page = _page(request)
    return render(request, "reports/drafting/draft.html", page.context() | _read_out(page))


def _read_out(page: DraftPage) -> dict[str, Any]:
    return {"answered": answered_parts(page.view.facts), "files": attachments_of(page.draft.pk)}


@access(writes_draft, target=draft_from_url)
def draft_part(request: PageRequest[ReportDraft], draft_id: int, part: str) -> HttpResponse:
    """One part to fill in. It is saved by «Neste» also without script; what was typed is never thrown away."""
    page = _page(request)
    chosen = page.view.part(part)
    if chosen is None:
        raise Http404
    if not page.may_write(chosen):
        return redirect("own_needs:draft", draft_id=draft_id)
    saved: SaveResult | None = None
    error: UserError | None = None
    person = request.actor.person_or_refuse
    if request.method == "POST":
        try:
            saved = save_draft(draft_id, person, _edits(page, chosen, request.POST), page.at)
        except UserError as problem:
            error = problem
        before, page = page, _page(request)
        if saved is not None and not saved.conflicts and not _is_wrong(page, part):
            return _onwards(request, page, part, new=_newly_asked(before, page, part))
    note_presence(draft_id, person.pk, part, "")
    checked = "kontroll" in request.GET or request.method == "POST"
    context = page.context(part, checked=checked) | {"error": error}
    context |= _beside_the_form(request, page, chosen)
    return render(request, "reports/drafting/draft_part.html", context, status=409 if error else 200)


def _beside_the_form(request: HttpRequest, page: DraftPage, part: Part) -> dict[str, Any]:
    """Parties and files have forms of their own, beside that of the answers."""
    kinds = {question.kind for question in page.view.facts.asked(part)}
    found: dict[str, Any] = {"may_write": True}
    if Kind.PARTNERS in kinds:
        found["parties"] = party_lines(page.draft, page.view.facts)
        found["adding"] = adding_choices(page.draft, page.view.facts)
        found["party_error"] = take_error(request, page.draft.pk, "party")
    if Kind.ATTACHMENTS in kinds:
        found["attachments"] = attachment_lines(page.draft.pk)
        found["file_limits"] = FileLimits.of(page.view.facts.form)
        found["file_error"] = take_error(request, page.draft.pk, "file")
    return found


def _edits(page: DraftPage, part: Part, typed: QueryDict) -> list[Edit]:
    """What the part's form sent; where somebody chose between two texts, that is what the field is to hold."""
    kept = choice_from_form(page.view.conflicts, typed)
    edits = edits_from_form(page.view.facts, part, typed)
    return [edit for edit in edits if edit.key != kept.key] + [kept] if kept else edits


def _is_wrong(page: DraftPage, part: str) -> bool:
    """Whether something in the part cannot be read. What is missing, and sums, can be put right later."""
    return any(finding.part == part and finding.code in UNREADABLE for finding in page.view.findings)


def _newly_asked(before: DraftPage, page: DraftPage, part: str) -> str:
    """The first question of the part that is asked because of what was answered now, or ''."""
    was, now = before.view.part(part), page.view.part(part)
    known = {question.code for question in before.view.facts.asked(was)} if was else set()
    asked = page.view.facts.asked(now) if now else ()
    return next((question.code for question in asked if question.code not in known), "")


def _onwards(request: HttpRequest, page: DraftPage, part: str, *, new: str) -> HttpResponse:
    if new:
        address = reverse("own_needs:draft-part", kwargs={"draft_id": page.draft.pk, "part": part})
        return redirect(f"{address}#{field_id(new)}")
    if "check" in request.POST:
        return redirect("own_needs:draft-check", draft_id=page.draft.pk)
    still = page.view.part(part)
    following = page.view.neighbours(part)[1] if still else page.view.facts.parts[0]
    if still and any(name.startswith("keep.") for name in request.POST):
        following = still
    if following is None:
        return redirect("own_needs:draft-check", draft_id=page.draft.pk)
    return redirect("own_needs:draft-part", draft_id=page.draft.pk, part=following.code)


@access(writes_draft, target=draft_from_url)
def draft_check(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """What must be put right, or everything to read through before it is sent."""
    page = _page(request)
    if not page.window.is_open:
        return redirect("own_needs:draft", draft_id=draft_id)
    return render(request, "reports/drafting/draft_check.html", page.context() | _read_out(page))


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
