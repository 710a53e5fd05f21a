"""Where both sides write an agreement, part by part, with its attachments."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from fordel.core.form.definition import Kind
from fordel.partnership.models import Agreement
from fordel.partnership.permissions import reads_agreement, takes_part
from fordel.partnership.presentation.addresses import agreement_address
from fordel.partnership.presentation.agreement_view import agreement_context, agreement_view, files_of
from fordel.partnership.selectors.agreements import agreement_from_url, live_agreement_from_url
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT
from fordel.shared.access import PageRequest, access
from fordel.writing.views import files, live
from fordel.writing.views.flash import take_error
from fordel.writing.views.part import SavedPart, next_address, note_reader, save_part, stays_on_part


@access(takes_part, target=agreement_from_url)
def part(request: PageRequest[Agreement], agreement_id: int, part: str) -> HttpResponse:
    """One part to fill in; what was typed is never thrown away."""
    agreement, person = request.target, request.actor.person_or_refuse
    view = agreement_view(agreement, person)
    chosen = view.part(part)
    if chosen is None:
        raise Http404
    if not agreement.is_open and request.method != "POST":
        return HttpResponseRedirect(agreement_address(agreement))
    saved = SavedPart()
    if request.method == "POST":
        saved = save_part(request, AGREEMENT_DOCUMENT, agreement_id, view, chosen)
        agreement = agreement_from_url(agreement_id)
        before, view = view, agreement_view(agreement, person)
        if not stays_on_part(saved, view, part):
            check = agreement_address(agreement, "check")
            return HttpResponseRedirect(next_address(request.POST, before, view, part, check))
    note_reader(saved, agreement_id, person.pk, part)
    checked = "kontroll" in request.GET or request.method == "POST"
    context = agreement_context(agreement, view, part, checked=checked, writes=True) | {"error": saved.error}
    if any(question.kind == Kind.ATTACHMENTS for question in chosen.questions):
        context |= {"files": files_of(agreement, view), "may_write": agreement.is_open}
        context["file_error"] = take_error(request, agreement_id, "file")
    context["is_refused"] = bool(saved.error or context["errors"] or context.get("file_error"))
    return render(request, "partnership/part.html", context, status=409 if saved.error else 200)


@require_POST
@access(takes_part, target=live_agreement_from_url)
def save(request: PageRequest[Agreement], agreement_id: int) -> JsonResponse:
    return live.save(request, AGREEMENT_DOCUMENT, agreement_id)


@require_POST
@access(takes_part, target=live_agreement_from_url)
def here(request: PageRequest[Agreement], agreement_id: int) -> JsonResponse:
    return live.here(request, agreement_id)


def _to_files(agreement: Agreement) -> HttpResponse:
    part = AGREEMENT_DOCUMENT.form(agreement).part_with(Kind.ATTACHMENTS)
    return HttpResponseRedirect(f"{agreement_address(agreement, 'part', part=part)}#attachments")


@require_POST
@access(takes_part, target=agreement_from_url)
def attach(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """Keeps every file that can be kept; the first that cannot says why."""
    files.add(request, AGREEMENT_DOCUMENT, request.target)
    return _to_files(request.target)


@require_POST
@access(takes_part, target=agreement_from_url)
def detach(request: PageRequest[Agreement], agreement_id: int, enclosure_id: int) -> HttpResponse:
    files.remove(request, AGREEMENT_DOCUMENT, agreement_id, enclosure_id)
    return _to_files(request.target)


@access(reads_agreement, target=agreement_from_url)
def enclosure(request: PageRequest[Agreement], agreement_id: int, enclosure_id: int) -> HttpResponseBase:
    """The file as it was uploaded."""
    return files.read(agreement_id, enclosure_id)
