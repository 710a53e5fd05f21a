"""The outcome reports of an organisation, and one of them to read, check, send and answer about."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fordel.outcomes.models import OutcomeReport
from fordel.outcomes.permissions import acts_for_party, is_owner, reads_whole, sends_outcome, takes_part, writes_outcome
from fordel.outcomes.plugs.pages import pages_beside
from fordel.outcomes.presentation.addresses import office_address, outcome_address
from fordel.outcomes.presentation.outcome_list import own_columns
from fordel.outcomes.presentation.outcome_view import outcome_context, outcome_view, read_out_of, whole_view
from fordel.outcomes.selectors.outcome_list import own_rows
from fordel.outcomes.selectors.outcomes import form_of, outcome_from_url
from fordel.outcomes.services.messages import answer_office
from fordel.outcomes.services.outcome_document import OFFICE_WRITES, OutcomeDocument
from fordel.outcomes.services.parts import confirm_part
from fordel.reports.casework.forms import AnswerForm
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.writing.documents.differences import Names, form_changes
from fordel.writing.models import DocumentMessage, Submission
from fordel.writing.presentation.history import history_of
from fordel.writing.selectors.submissions import last_submission, submissions_of
from fordel.writing.services.send import IncompleteError, send_document
from fordel.writing.services.write_receipt import write_receipt


@access(acts_for_party)
def reports(request: PageRequest[None]) -> HttpResponse:
    """The reports that the organisation owes, or answers a part of, with what the office answered."""
    rows = own_rows(request.actor.organisation_id or 0)
    table = own_columns(request.actor.organisation_id or 0).table(
        rows, _("Our outcome reports"), request.GET.dict(), css="dense stacked"
    )
    context = {"rows": rows, "table": table, "beside": pages_beside(request.actor)}
    return render(request, "outcomes/own.html", context)


@access(writes_outcome, target=outcome_from_url)
def report(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    return _report_page(request)


def _report_page(request: PageRequest[OutcomeReport], form: AnswerForm | None = None) -> HttpResponse:
    """What is known, what is written, what the office has said, and what can be done. `form` was refused."""
    outcome, actor = request.target, request.actor
    view = outcome_view(outcome, actor.person_or_refuse, actor.organisation_id)
    context = outcome_context(outcome, view, actor.organisation_id)
    is_own = is_owner(actor, outcome).allowed
    thread = list(DocumentMessage.objects.filter(document=outcome.pk).select_related("author")) if is_own else []
    form = form or AnswerForm()
    if any(each.from_office and each.reply_by and not each.answered_at for each in thread):
        form.ask_for_answer()
    whole = view if context["party"] else whole_view(outcome, view.whole)
    context |= read_out_of(outcome, whole, writes=context["writes"], parts=view.facts.parts)
    context |= {
        "is_own": is_own,
        "thread": thread,
        "form": form,
        "has_receipt": is_own and outcome.submitted_at is not None,
        "beside": pages_beside(actor) if is_own else [],
    }
    return render_or_error(request, "outcomes/report.html", context, form)


@access(writes_outcome, target=outcome_from_url)
def check(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """What is missing or wrong, or the whole of it to read before it is sent."""
    return _check_page(request, request.target)


def _check_page(
    request: PageRequest[OutcomeReport], outcome: OutcomeReport, error: UserError | None = None
) -> HttpResponse:
    """`error` is why it was not sent."""
    organisation = request.actor.organisation_id
    view = outcome_view(outcome, request.actor.person_or_refuse, organisation)
    context = outcome_context(outcome, view, organisation, checked=True)
    if not context["writes"] and error is None:
        return HttpResponseRedirect(outcome_address(outcome))
    context |= read_out_of(outcome, view, writes=context["writes"]) | {"error": error}
    return render_or_error(request, "outcomes/check.html", context, error)


@require_POST
@access(sends_outcome, target=outcome_from_url)
def send(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """Sends it; what stops it is said on the page that checks it."""
    try:
        kind = OutcomeDocument(request.actor.organisation_id)
        send_document(kind, outcome_id, request.actor.person_or_refuse, request.received_at)
    except IncompleteError:
        return HttpResponseRedirect(outcome_address(request.target, "check"))
    except UserError as error:
        return _check_page(request, outcome_from_url(outcome_id), error)
    messages.success(request, _("The report is sent. The county governor is notified, and a receipt is being written."))
    return HttpResponseRedirect(_home(request))


@require_POST
@access(takes_part, target=outcome_from_url)
def confirm(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """Confirms the part of the organisation; what stops it is said on the page that checks it."""
    organisation = request.actor.organisation_id or 0
    try:
        confirm_part(outcome_id, organisation, request.actor.person_or_refuse, request.received_at)
    except IncompleteError:
        return HttpResponseRedirect(outcome_address(request.target, "check"))
    except UserError as error:
        return _check_page(request, outcome_from_url(outcome_id), error)
    messages.success(request, _("Your part is confirmed. If you change it, confirm it again."))
    return HttpResponseRedirect(outcome_address(request.target))


def _home(request: PageRequest[OutcomeReport]) -> str:
    """The page of the report where the sender belongs."""
    outcome = request.target
    return outcome_address(outcome) if request.actor.organisation_id is not None else office_address(outcome)


@require_POST
@access(is_owner, target=outcome_from_url)
def answer(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """Answers what the office has asked."""
    form = AnswerForm(sent(request))

    def save() -> HttpResponse:
        answer_office(outcome_id, form.cleaned_data["answer"], request.actor.person_or_refuse)
        messages.success(request, _("The answer is sent."))
        return HttpResponseRedirect(f"{outcome_address(request.target)}#thread")

    return save_or_show(request, form, save, lambda: _report_page(request, form))


@require_safe
@access(reads_whole, target=outcome_from_url)
def pdf(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """The receipt of what was sent last, as PDF/UA and PDF/A; written now if the job has not come to it."""
    last = last_submission(outcome_id)
    if last is None:
        raise UserError(_("There is no receipt before the report is sent."), _("Read the report on its page."))
    stored = write_receipt(OFFICE_WRITES, last.pk)
    answered = HttpResponse(stored.read(), content_type="application/pdf")
    answered["Content-Disposition"] = f'inline; filename="{stored.name}"'
    return answered


@access(is_owner, target=outcome_from_url)
def history(request: PageRequest[OutcomeReport], outcome_id: int) -> HttpResponse:
    """Everything that was sent, and each field as it was changed."""
    outcome = request.target
    key = request.GET.get("felt", "")
    kept = list(submissions_of(outcome_id).select_related("sent_by"))

    def address(sequence: int) -> str:
        return outcome_address(outcome, "version", sequence=sequence)

    names = Names(form_of(outcome))
    shown = history_of(outcome_id, names, kept, address, form_changes, key, request.GET.get("side"))
    query = f"{urlencode({'felt': key})}&" if key else ""
    context = {"outcome": outcome, "title": outcome.report.title, "history": shown, "page": shown.page}
    return render(request, "outcomes/history.html", context | {"page_query": query})


@access(reads_whole, target=outcome_from_url)
def version(request: PageRequest[OutcomeReport], outcome_id: int, sequence: int) -> HttpResponse:
    """One version as it was sent."""
    rows = Submission.objects.select_related("sent_by", "document", *OFFICE_WRITES.sent_with)
    submission = get_object_or_404(rows, document=outcome_id, sequence=sequence)
    context = {
        "outcome": request.target,
        "title": request.target.report.title,
        "submission": submission,
        "receipt": OFFICE_WRITES.receipt(submission),
    }
    return render(request, "outcomes/version.html", context)
