"""What the office does with an outcome report, each after it is asked."""

from __future__ import annotations

from typing import Unpack

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fordel.outcomes.forms import OutcomeApproveForm, OutcomeExtendForm, OutcomeReturnForm
from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.outcomes.permissions import handles_outcomes
from fordel.outcomes.presentation.addresses import office_address, outcome_address
from fordel.outcomes.presentation.outcome_view import whole_view
from fordel.outcomes.presentation.steps import approve_many_step, approve_step, extend_step, register_step, return_step
from fordel.outcomes.selectors.outcome_list import narrowed, rows_of_round, sent_rows
from fordel.outcomes.selectors.outcomes import form_of, office_outcome_from_url
from fordel.outcomes.services.casework import (
    approve_report,
    approve_reports,
    extend_report,
    register_report,
    return_report,
)
from fordel.outcomes.services.outcome_rules import written_by
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import plain_round_from_url
from fordel.programme.where import RoundKeys
from fordel.reports.casework.forms import end_of
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import sent
from fordel.shared.pages.steps import ask_first, carrying_out


@access(handles_outcomes, target=office_outcome_from_url)
def approve(request: PageRequest[OutcomeReport], outcome_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Asks for a short answer to the owner, and approves it."""
    outcome, person, form = request.target, request.actor.person_or_refuse, OutcomeApproveForm(sent(request))
    view = whole_view(outcome)
    remarks = [view.said(finding).long for finding in view.findings]
    carry_out = carrying_out(
        request,
        lambda: approve_report(outcome_id, form.cleaned_data["answer"], person),
        _("The report is approved. The owner is notified."),
        office_address(outcome),
    )
    return ask_first(request, approve_step(outcome, person, remarks), carry_out, form)


@access(handles_outcomes, target=plain_round_from_url)
def approve_many(request: PageRequest[Round], **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Asks for one answer to all of the list that can be approved as they are, and approves them."""
    round_, person, form = request.target, request.actor.person_or_refuse, OutcomeApproveForm(sent(request))
    rows = narrowed(rows_of_round(round_), request.GET.dict(), person.pk)
    own = written_by(person.pk, list(OutcomeReport.objects.filter(round=round_, state=OutcomeState.SUBMITTED)))
    found, back = sent_rows(rows, own), reverse("outcome_office:list", kwargs={**keys})
    count = len(found.ready)
    done = ngettext("%(count)s report is approved.", "%(count)s reports are approved.", count) % {"count": count}
    carry_out = carrying_out(
        request,
        lambda: approve_reports([row.pk for row in found.ready], form.cleaned_data["answer"], person),
        done,
        back,
    )
    return ask_first(request, approve_many_step(round_, found, back), carry_out, form)


@access(handles_outcomes, target=office_outcome_from_url)
def send_back(request: PageRequest[OutcomeReport], outcome_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Asks what must be corrected and by when, and returns it."""
    outcome, person, form = request.target, request.actor.person_or_refuse, OutcomeReturnForm(sent(request))
    carry_out = carrying_out(
        request,
        lambda: return_report(outcome_id, form.cleaned_data["reason"], end_of(form.cleaned_data["reply_by"]), person),
        _("The report is returned. The owner is notified."),
        office_address(outcome),
    )
    return ask_first(request, return_step(outcome, person), carry_out, form)


@access(handles_outcomes, target=office_outcome_from_url)
def extend(request: PageRequest[OutcomeReport], outcome_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Asks for the new last day, and sets it."""
    outcome, person, form = request.target, request.actor.person_or_refuse, OutcomeExtendForm(sent(request))
    carry_out = carrying_out(
        request,
        lambda: extend_report(outcome_id, end_of(form.cleaned_data["until"]), person),
        _("The deadline is set. The owner is notified."),
        office_address(outcome),
    )
    return ask_first(request, extend_step(outcome, person), carry_out, form)


@access(handles_outcomes, target=office_outcome_from_url)
def register(request: PageRequest[OutcomeReport], outcome_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Opens the report for the office to write on behalf of its owner."""
    outcome, person = request.target, request.actor.person_or_refuse
    carry_out = carrying_out(
        request,
        lambda: register_report(outcome_id, person),
        _("You can write the report now."),
        outcome_address(outcome, "part", section=form_of(outcome).parts[0].code),
    )
    return ask_first(request, register_step(outcome, person), carry_out)
