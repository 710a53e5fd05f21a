"""Files of a report: added and taken out by its owner, read by its owner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fordel.core.form.definition import Kind
from fordel.reports.drafting.selectors.draft_facts import form_of
from fordel.reports.drafting.selectors.draft_page import draft_from_url
from fordel.reports.drafting.services.document import NEEDS_REPORT
from fordel.reports.drafting.views.flash import keep_error
from fordel.reports.models import ReportDraft
from fordel.reports.permissions import writes_draft
from fordel.reports.presentation.addresses import part_address
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.files import stored_file_answer
from fordel.writing.selectors.attachments import attachment_of
from fordel.writing.services.attachments import add_attachment, remove_attachment


def _back(draft: ReportDraft) -> HttpResponse:
    part = form_of(draft.round.scheme).part_with(Kind.ATTACHMENTS)
    return HttpResponseRedirect(f"{part_address(draft.pk, part)}#attachments")


@require_POST
@access(writes_draft, target=draft_from_url)
def attachment_add(request: PageRequest[ReportDraft], draft_id: int) -> HttpResponse:
    """Keeps every file that can be kept; the first that cannot says why."""
    draft = request.target
    person, kept, errors = request.actor.person_or_refuse, 0, []
    for file in request.FILES.getlist("file"):
        try:
            add_attachment(NEEDS_REPORT, draft, file.name or "", file.read(), person, request.received_at)
            kept += 1
        except UserError as error:
            errors.append(error)
    if not kept and not errors:
        errors = [UserError(_("You have not chosen a file."), _("Choose one or more files first."), "file")]
    if kept:
        text = ngettext("%(count)d attachment is added.", "%(count)d attachments are added.", kept)
        messages.success(request, text % {"count": kept})
    if errors:
        whole = UserError(" ".join(str(each) for each in errors), "", "file") if len(errors) > 1 else errors[0]
        keep_error(request, draft_id, "file", whole, typed={})
    return _back(draft)


@require_POST
@access(writes_draft, target=draft_from_url)
def attachment_remove(request: PageRequest[ReportDraft], draft_id: int, attachment_id: int) -> HttpResponse:
    draft = request.target
    try:
        person = request.actor.person_or_refuse
        name = remove_attachment(NEEDS_REPORT, draft_id, attachment_id, person, request.received_at)
        messages.success(request, _("«%(name)s» is taken out.") % {"name": name})
    except UserError as error:
        keep_error(request, draft_id, "file", error, typed={})
    return _back(draft)


@access(writes_draft, target=draft_from_url)
def attachment(request: PageRequest[ReportDraft], draft_id: int, attachment_id: int) -> HttpResponseBase:
    """The file as it was uploaded, for its owner."""
    draft = request.target
    return stored_file_answer(attachment_of(draft.pk, attachment_id).file)
