"""The plans of an office, and a plan to read."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fordel.core.lifecycle import PLAN
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.plan.forms import ForceForm, PlanForm, values_of_plan
from fordel.plan.models import Plan, PlanState
from fordel.plan.permissions import reads_drafts, reads_plan, writes_plans
from fordel.plan.plugs.pages import pages_of_office, pages_of_plan
from fordel.plan.presentation.plan_page import chapters_of, plan_address, scheme_names, themes_shown
from fordel.plan.presentation.steps import discard_step, force_step
from fordel.plan.selectors.plans import UNDER_WAY, plan_from_url, plans_of, scheme_choices, schemes_of
from fordel.plan.services.plans import change_plan, discard_plan, enter_into_force, start_plan
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import today
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import render_or_error, save_or_show, sent
from fordel.shared.pages.steps import ask_first
from fordel.writing.services.send import IncompleteError


@access(anyone, target=office_from_url)
def plans(request: PageRequest[Office], office: str) -> HttpResponse:
    """The plan in force, and those before it; those who work at the office see what is being written too."""
    here = request.target
    found, choices = plans_of(here, drafts=reads_drafts(request.actor, here).allowed), scheme_choices()
    context = {
        "office": here,
        "in_force": [
            (plan, scheme_names(schemes_of(plan, choices))) for plan in found if plan.state == PlanState.IN_FORCE
        ],
        "drafts": [plan for plan in found if plan.state in UNDER_WAY],
        "pages": pages_of_office(here, request.actor),
        "replaced": [plan for plan in found if plan.state == PlanState.REPLACED],
        "writes": writes_plans(request.actor, here).allowed,
    }
    return render(request, "plan/plans.html", context)


@access(writes_plans, target=office_from_url)
def new(request: PageRequest[Office], office: str) -> HttpResponse:
    """A plan is begun, from the one in force if there is one."""
    here = request.target
    choices = scheme_choices()
    former = next((plan for plan in plans_of(here, drafts=False) if plan.state == PlanState.IN_FORCE), None)
    first = former.last_year + 1 if former else today().year
    schemes = [each.slug for each in former.schemes.all()] if former else [each.slug for each in choices[:1]]
    last = first + next((each.years for each in choices if each.slug in schemes), 1) - 1
    begin = {"first_year": first, "last_year": last, "language": here.language_form or "nb", "schemes": schemes}
    form = PlanForm(choices, sent(request), begin)

    def save() -> HttpResponse:
        plan = start_plan(here, form.facts(), request.actor.person_or_refuse, former)
        messages.success(request, _("The plan is begun."))
        return HttpResponseRedirect(plan_address("plan", plan))

    words = {"title": _("Begin a new plan"), "crumb": _("New plan"), "button": _("Begin the plan")}
    context = {"office": here, "form": form, "former": former} | words
    return save_or_show(request, form, save, lambda: render_or_error(request, "plan/form.html", context, form))


@access(reads_plan, target=plan_from_url)
def plan(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """All of it to read: contents, chapters and themes."""
    shown = request.target
    schemes = schemes_of(shown, scheme_choices())
    context = {
        "plan": shown,
        "office": shown.office,
        "chapters": chapters_of(shown),
        "themes": themes_shown(shown, schemes),
        "schemes": scheme_names(schemes),
        "later": shown.later.exclude(state__in=[*UNDER_WAY, PlanState.DISCARDED]).order_by("first_year").last(),
        "writes": PLAN.allows(shown.state, "change") and writes_plans(request.actor, shown).allowed,
        "pages": pages_of_plan(shown, request.actor),
    }
    return render(request, "plan/plan.html", context)


@access(writes_plans, target=plan_from_url)
def change(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Name, schemes and years of a draft."""
    shown = request.target
    form = PlanForm(scheme_choices(), sent(request), values_of_plan(shown))

    def save() -> HttpResponse:
        change_plan(shown, form.facts(), request.actor.person_or_refuse)
        messages.success(request, _("It is saved."))
        return HttpResponseRedirect(plan_address("plan", shown))

    title = _("Name, schemes and years")
    words = {"title": title, "crumb": title, "button": _("Save")}
    context = {"plan": shown, "office": shown.office, "form": form} | words
    return save_or_show(request, form, save, lambda: render_or_error(request, "plan/form.html", context, form))


@access(writes_plans, target=plan_from_url)
def force(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and brings the plan into force."""
    shown, person = request.target, request.actor.person_or_refuse
    form = ForceForm(sent(request))

    def carry_out() -> HttpResponse:
        try:
            enter_into_force(shown, form.cleaned_data["adopted_on"], form.cleaned_data["adopted_by"], person)
        except IncompleteError as error:
            raise UserError(_("Not every chapter is written."), _("Write what is listed above.")) from error
        messages.success(request, _("The plan is in force."))
        return HttpResponseRedirect(plan_address("plan", shown))

    return ask_first(request, force_step(shown, person), carry_out, form)


@access(writes_plans, target=plan_from_url)
def discard(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and takes a draft away."""
    shown, person = request.target, request.actor.person_or_refuse

    def carry_out() -> HttpResponse:
        discard_plan(shown, person)
        messages.success(request, _("The plan is discarded."))
        return redirect("plan:plans", office=office)

    return ask_first(request, discard_step(shown, person), carry_out)
