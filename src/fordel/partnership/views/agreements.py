"""An agreement to read, sign, renew, discard and end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fordel.partnership.forms import EndForm, SignForm
from fordel.partnership.models import SIGNED_STATES, Agreement, AgreementState
from fordel.partnership.permissions import reads_agreement, takes_part
from fordel.partnership.presentation.addresses import agreement_address
from fordel.partnership.presentation.agreement_view import agreement_context, agreement_view, read_out_of
from fordel.partnership.presentation.steps import discard_step, end_step
from fordel.partnership.selectors.agreements import agreement_from_url, signatures_of, standing_of
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT, hash_now
from fordel.partnership.services.agreement_rules import AGREEMENTS
from fordel.partnership.services.agreements import begin_agreement, discard_agreement, end_agreement
from fordel.partnership.services.sign import sign_agreement
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import why_not
from fordel.shared.pages.answers import render_or_error, sent
from fordel.shared.pages.steps import ask_first, carrying_out
from fordel.writing.documents.differences import Names, form_changes
from fordel.writing.models import Submission
from fordel.writing.presentation.history import history_of
from fordel.writing.selectors.submissions import submissions_of
from fordel.writing.services.send import IncompleteError
from fordel.writing.services.write_receipt import write_receipt


@access(reads_agreement, target=agreement_from_url)
def agreement(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """All that is agreed, who has signed, and what can be done."""
    found, actor = request.target, request.actor
    view = agreement_view(found, actor.person_or_refuse)
    writes = takes_part(actor, found).allowed
    context = agreement_context(found, view, writes=writes)
    context |= read_out_of(found, view, writes=context["writes"])
    context |= {"is_part": writes, "is_signed": found.state in SIGNED_STATES}
    return render(request, "partnership/agreement.html", context)


@access(takes_part, target=agreement_from_url)
def check(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """What is missing or wrong, or the whole agreement to read before it is signed."""
    return _check_page(request, request.target)


def _check_page(request: PageRequest[Agreement], found: Agreement, error: UserError | None = None) -> HttpResponse:
    """`error` is why it was not signed."""
    if not found.is_open and error is None:
        return HttpResponseRedirect(agreement_address(found))
    person = request.actor.person_or_refuse
    view = agreement_view(found, person)
    context = agreement_context(found, view, writes=True)
    verb = "sign" if found.state == AgreementState.DRAFT else "sign_last"
    standing = standing_of(person.pk, found.partnership)
    context |= read_out_of(found, view, writes=found.is_open) | {
        "form": SignForm(initial={"seen": hash_now(found, view.facts)}),
        "seen": hash_now(found, view.facts),
        "refusal": why_not(AGREEMENTS, found, verb, person, standing=standing, is_as_read=True),
        "for_whom": request.actor.organisation_name,
        "error": error,
    }
    return render_or_error(request, "partnership/check.html", context, error)


@require_POST
@access(takes_part, target=agreement_from_url)
def sign(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """Signs what the page showed; what stops it is said on the page that checks it."""
    form = SignForm(sent(request))
    form.is_valid()
    try:
        seen = form.cleaned_data["seen"]
        signed = sign_agreement(agreement_id, request.actor.person_or_refuse, seen, request.received_at)
    except IncompleteError:
        return HttpResponseRedirect(agreement_address(request.target, "check"))
    except UserError as error:
        return _check_page(request, agreement_from_url(agreement_id), error)
    if signed.state == AgreementState.IN_FORCE:
        messages.success(request, _("Both have signed. The agreement is in force."))
    else:
        messages.success(request, _("You have signed. The other side is notified."))
    return HttpResponseRedirect(agreement_address(signed))


@access(takes_part, target=agreement_from_url)
def discard(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    found, person = request.target, request.actor.person_or_refuse
    carry_out = carrying_out(
        request,
        lambda: discard_agreement(agreement_id, person),
        _("The draft is discarded."),
        reverse("own_partnerships:list"),
    )
    return ask_first(request, discard_step(found, person), carry_out)


@access(takes_part, target=agreement_from_url)
def end(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """Asks why, and ends it."""
    found, person, form = request.target, request.actor.person_or_refuse, EndForm(sent(request))
    carry_out = carrying_out(
        request,
        lambda: end_agreement(agreement_id, form.cleaned_data["reason"], person),
        _("The agreement is ended. The other side is notified."),
        agreement_address(found),
    )
    return ask_first(request, end_step(found, person), carry_out, form)


@require_POST
@access(takes_part, target=agreement_from_url)
def renew(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """Begins the next agreement of the two, with the text of this one."""
    found, actor = request.target, request.actor
    side = found.partnership.side_of(actor.organisation_id)
    begun = begin_agreement(found.partnership, side, found.language, actor.person_or_refuse)
    messages.success(request, _("The text is copied. Write the new period, change what is needed, and sign."))
    return HttpResponseRedirect(agreement_address(begun, "part", part="period"))


@require_safe
@access(reads_agreement, target=agreement_from_url)
def pdf(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """What both have signed, as PDF/UA and PDF/A; written now if the job has not come to it."""
    found = request.target
    if found.state not in SIGNED_STATES:
        raise UserError(_("There is no PDF before both have signed."), _("Read the agreement on its page."))
    stored = write_receipt(AGREEMENT_DOCUMENT, signatures_of(found)[0].submission_id)
    answer = HttpResponse(stored.read(), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{stored.name}"'
    return answer


@access(takes_part, target=agreement_from_url)
def history(request: PageRequest[Agreement], agreement_id: int) -> HttpResponse:
    """Every version that was signed, and each field as it was changed."""
    found = request.target
    key = request.GET.get("felt", "")[:80]
    kept = list(submissions_of(agreement_id).select_related("sent_by"))

    def address(sequence: int) -> str:
        return agreement_address(found, "version", sequence=sequence)

    names = Names(AGREEMENT_DOCUMENT.form(found))
    shown = history_of(agreement_id, names, kept, address, form_changes, key, request.GET.get("side"))
    query = f"{urlencode({'felt': key})}&" if key else ""
    context = {"agreement": found, "between": found.partnership, "history": shown, "page": shown.page}
    return render(request, "partnership/history.html", context | {"page_query": query})


@access(reads_agreement, target=agreement_from_url)
def version(request: PageRequest[Agreement], agreement_id: int, sequence: int) -> HttpResponse:
    """One version as it was signed."""
    rows = Submission.objects.select_related("sent_by", "document", *AGREEMENT_DOCUMENT.sent_with)
    submission = get_object_or_404(rows, document=agreement_id, sequence=sequence)
    context = {
        "agreement": request.target,
        "between": request.target.partnership,
        "submission": submission,
        "receipt": AGREEMENT_DOCUMENT.receipt(submission),
    }
    return render(request, "partnership/version.html", context)
