"""Where owners, their partners and the office for an owner write an outcome report, part by part."""

from __future__ import annotations

from typing import Any, NoReturn

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.form.definition import Kind
from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.permissions import reads_whole, sends_outcome, writes_outcome
from fordel.outcomes.presentation.addresses import outcome_address
from fordel.outcomes.presentation.outcome_view import changing_files, has_files, outcome_context, outcome_view
from fordel.outcomes.selectors.outcomes import form_of, outcome_from_url
from fordel.outcomes.services.outcome_document import OutcomeDocument
from fordel.shared.access import PageRequest, Refused, access
from fordel.writing.views import files, live
from fordel.writing.views.flash import take_error
from fordel.writing.views.part import SavedPart, next_address, note_reader, save_part, stays_on_part


def _kind(request: PageRequest[Any]) -> OutcomeDocument:
    """What the reader's side writes."""
    return OutcomeDocument(request.actor.organisation_id)


def _refuse_or_404(outcome: OutcomeReport, section: str) -> NoReturn:
    """Raise Refused for a part that others write, and Http404 if there is none of that name."""
    if any(each.code == section for each in form_of(outcome).parts):
        raise Refused(_("Each writes its own part. You can open yours from the page of the report."))
    raise Http404


@access(writes_outcome, target=outcome_from_url)
def part(request: PageRequest[OutcomeReport], outcome_id: int, section: str) -> HttpResponse:
    """One part to fill in; what was typed is never thrown away. A part that others write is closed."""
    outcome, person, organisation = request.target, request.actor.person_or_refuse, request.actor.organisation_id
    view = outcome_view(outcome, person, organisation)
    chosen = view.part(section)
    if chosen is None:
        _refuse_or_404(outcome, section)
    context = outcome_context(outcome, view, organisation, section)
    if not context["writes"] and request.method != "POST":
        return HttpResponseRedirect(outcome_address(outcome))
    saved = SavedPart()
    if request.method == "POST":
        saved = save_part(request, _kind(request), outcome_id, view, chosen)
        outcome = outcome_from_url(outcome_id)
        before, view = view, outcome_view(outcome, person, organisation)
        if not stays_on_part(saved, view, section):
            check = outcome_address(outcome, "check")
            return HttpResponseRedirect(next_address(request.POST, before, view, section, check))
    note_reader(saved, outcome_id, person.pk, section)
    checked = "kontroll" in request.GET or request.method == "POST"
    context = outcome_context(outcome, view, organisation, section, checked=checked) | {"error": saved.error}
    if has_files(view, section):
        context |= {"files": changing_files(outcome, view), "may_write": context["writes"]}
        context["file_error"] = take_error(request, outcome_id, "file")
    context["is_refused"] = bool(saved.error or context["errors"] or context.get("file_error"))
    return render(request, "outcomes/part.html", context, status=409 if saved.error else 200)


@require_POST
@access(writes_outcome, target=outcome_from_url)
def save(request: PageRequest[OutcomeReport], outcome_id: int) -> JsonResponse:
    return live.save(request, _kind(request), outcome_id)


@require_POST
@access(writes_outcome, target=outcome_from_url)
def here(request: PageRequest[OutcomeReport], outcome_id: int) -> JsonResponse:
    return live.here(request, outcome_id)


def _to_files(outcome: OutcomeReport) -> HttpResponse:
    part = form_of(outcome).part_with(Kind.ATTACHMENTS)
    return HttpResponseRedirect(f"{outcome_address(outcome, 'part', section=part)}#attachments")


@require_POST
@access(sends_outcome, target=outcome_from_url)
def attach(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """Keeps every file that can be kept; the first that cannot says why."""
    files.add(request, _kind(request), request.target)
    return _to_files(request.target)


@require_POST
@access(sends_outcome, target=outcome_from_url)
def detach(request: PageRequest[OutcomeReport], outcome_id: int, annex_id: int) -> HttpResponse:
    files.remove(request, _kind(request), outcome_id, annex_id)
    return _to_files(request.target)


@access(reads_whole, target=outcome_from_url)
def enclosure(request: PageRequest[OutcomeReport], outcome_id: int, annex_id: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    return files.read(outcome_id, annex_id)
