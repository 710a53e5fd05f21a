"""The plans of an office, and a plan to read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from fordel.core.lifecycle import PLAN
from fordel.parties.models import Office
from fordel.parties.selectors.organisations import office_from_url
from fordel.plan.documents.plan_files import plan_docx, plan_pdf
from fordel.plan.forms import PlanForm, values_of_plan
from fordel.plan.models import CorrectionState, Plan, PlanState
from fordel.plan.permissions import comments_on_plans, reads_drafts, reads_for_the_forum, reads_plan, writes_plans
from fordel.plan.plugs.pages import pages_of_office, pages_of_plan
from fordel.plan.plugs.treatments import Treatment, treatment_of
from fordel.plan.presentation.corrections import CorrectionShown, corrections_shown
from fordel.plan.presentation.plan_page import plan_address, scheme_names, themes_shown
from fordel.plan.selectors.chapters import chapters_of, with_comments
from fordel.plan.selectors.corrections import corrections_of
from fordel.plan.selectors.last_version import checksum_of
from fordel.plan.selectors.plans import (
    FOR_THE_FORUM,
    NOT_DISCARDED,
    PUBLIC,
    plan_from_url,
    plans_of,
    scheme_choices,
    schemes_of,
)
from fordel.plan.services.plans import change_plan, start_plan
from fordel.shared.access import PageRequest, access, anyone
from fordel.shared.clock import today
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(anyone, target=office_from_url)
def plans(request: PageRequest[Office], office: str) -> HttpResponse:
    """The plan in force, and those before it; those who work at the office see what is being written too."""
    here = request.target
    choices = scheme_choices()
    found = plans_of(here, _states_for(request))
    context = {
        "office": here,
        "in_force": [
            (plan, scheme_names(schemes_of(plan, choices))) for plan in found if plan.state == PlanState.IN_FORCE
        ],
        "drafts": [plan for plan in found if plan.state not in PUBLIC],
        "pages": pages_of_office(here, request.actor),
        "replaced": [plan for plan in found if plan.state == PlanState.REPLACED],
        "writes": writes_plans(request.actor, here).allowed,
    }
    return render(request, "plan/plans.html", context)


def _states_for(request: PageRequest[Office]) -> Collection[PlanState]:
    """The states of the plans that the reader sees in the list."""
    if reads_drafts(request.actor, request.target).allowed:
        return NOT_DISCARDED
    return PUBLIC | FOR_THE_FORUM if reads_for_the_forum(request.actor, request.target).allowed else PUBLIC


@access(writes_plans, target=office_from_url)
def new(request: PageRequest[Office], office: str) -> HttpResponse:
    """A plan is begun, from the one in force if there is one."""
    here = request.target
    choices = scheme_choices()
    former = next((plan for plan in plans_of(here) if plan.state == PlanState.IN_FORCE), None)
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
    shown, actor = request.target, request.actor
    leads = writes_plans(actor, shown).allowed
    schemes = schemes_of(shown, scheme_choices())
    comments_on = PLAN.allows(shown.state, "change") and comments_on_plans(actor, shown).allowed
    chapters = chapters_of(shown)
    context = {
        "plan": shown,
        "office": shown.office,
        "chapters": with_comments(shown, chapters) if comments_on else chapters,
        "themes": themes_shown(shown, schemes),
        "schemes": scheme_names(schemes),
        "later": shown.later.filter(state__in=PUBLIC).order_by("first_year").last() if shown.in_force_at else None,
        "writes": leads and PLAN.allows(shown.state, "change"),
        "leads": leads,
        "verbs": {verb for verb in ("propose", "take_back", "enter") if PLAN.allows(shown.state, verb)},
        "comments_on": comments_on,
        "corrections": _corrected(shown),
        "reads_versions": reads_drafts(actor, shown).allowed,
        "checksum": "" if PLAN.allows(shown.state, "change") else checksum_of(shown),
        "treatment": treatment_of(shown, actor) if shown.state not in PUBLIC else Treatment(),
        "pages": pages_of_plan(shown, request.actor),
    }
    return render(request, "plan/plan.html", context)


def _corrected(plan: Plan) -> list[CorrectionShown]:
    """What was corrected since the plan came into force."""
    if plan.in_force_at is None:
        return []
    return corrections_shown(plan, corrections_of(plan, CorrectionState.APPROVED))


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


@access(reads_plan, target=plan_from_url)
def download(request: PageRequest[Plan], office: str, plan_id: int, paper: str) -> HttpResponse:
    """The plan as PDF or for a word processor."""
    shown = request.target
    make, content_type = _FILES[paper]
    answer = HttpResponse(make(shown), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="plan-{office}-{shown.first_year}-{shown.pk}.{paper}"'
    return answer


_FILES: Final = {
    "pdf": (plan_pdf, "application/pdf"),
    "docx": (plan_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}
