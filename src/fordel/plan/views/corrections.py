"""Corrections of a plan in force: written by one person, made when another has approved them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.core.lifecycle import PLAN
from fordel.plan.forms import CorrectionForm
from fordel.plan.models import CorrectionState, Plan, PlanCorrection
from fordel.plan.permissions import approves_corrections, reads_drafts, writes_plans
from fordel.plan.presentation.corrections import corrections_shown, place_choices
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.presentation.steps import approve_step, withdraw_step
from fordel.plan.selectors.corrections import correction_from_url, corrections_of
from fordel.plan.selectors.plans import plan_from_url
from fordel.plan.services.corrections import approve_correction, suggest_correction, withdraw_correction
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first, carrying_out


@access(reads_drafts, target=plan_from_url)
def corrections(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Those that wait for a second person, and those that are made."""
    plan = request.target
    rows = corrections_shown(plan, corrections_of(plan, CorrectionState.SUGGESTED, CorrectionState.APPROVED))
    context = {
        "plan": plan,
        "office": plan.office,
        "waiting": [each for each in rows if each.row.state == CorrectionState.SUGGESTED],
        "made": [each for each in rows if each.row.state == CorrectionState.APPROVED],
        "may_write": PLAN.allows(plan.state, "correct") and writes_plans(request.actor, plan).allowed,
        "may_approve": approves_corrections(request.actor, plan).allowed,
    }
    return render(request, "plan/corrections.html", context)


@access(writes_plans, target=plan_from_url)
def new(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """A correction is written."""
    plan = request.target
    form = CorrectionForm(place_choices(plan), sent(request))

    def save() -> HttpResponse:
        typed = form.cleaned_data
        words = (typed["place"], typed["wrong"], typed["right"], typed["slip"])
        suggest_correction(plan, *words, request.actor.person_or_refuse)
        messages.success(request, _("The correction waits for somebody else at the office to approve it."))
        return HttpResponseRedirect(plan_address("corrections", plan))

    title = _("Correct a slip")
    words = {"title": title, "crumb": title, "button": _("Send it to a second person")}
    context = {"plan": plan, "office": plan.office, "form": form} | words
    return save_or_show(request, form, save, lambda: render_or_error(request, "plan/form.html", context, form))


@access(approves_corrections, target=correction_from_url)
def approve(request: PageRequest[PlanCorrection], office: str, plan_id: int, correction_id: int) -> HttpResponse:
    """Asks, and makes the correction."""
    found, person = request.target, request.actor.person_or_refuse
    shown, back = corrections_shown(found.plan, [found])[0], plan_address("corrections", found.plan)
    done = _("The plan is corrected.")
    carry_out = carrying_out(request, lambda: approve_correction(found, person), done, back)
    return ask_first(request, approve_step(shown, person), carry_out)


@access(approves_corrections, target=correction_from_url)
def withdraw(request: PageRequest[PlanCorrection], office: str, plan_id: int, correction_id: int) -> HttpResponse:
    """Asks, and leaves the correction."""
    found, person = request.target, request.actor.person_or_refuse
    shown, back = corrections_shown(found.plan, [found])[0], plan_address("corrections", found.plan)
    done = _("The correction is withdrawn.")
    carry_out = carrying_out(request, lambda: withdraw_correction(found, person), done, back)
    return ask_first(request, withdraw_step(shown, person), carry_out)
