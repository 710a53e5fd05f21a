"""A plan goes to a meeting, and is adopted there: each step asks first."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from fordel.forum.adoption.forms import AdoptForm, AgendaForm
from fordel.forum.adoption.presentation.steps import adopt_step, agenda_step
from fordel.forum.adoption.selectors.plan_cases import cases_of, meetings_to_come
from fordel.forum.adoption.services.adopt_in_meeting import adopt_in_meeting, put_on_agenda
from fordel.forum.permissions import keeps_members
from fordel.meetings.documents.invitations import meeting_address
from fordel.plan.models import Plan
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.selectors.plans import plan_from_url
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import sent
from fordel.shared.pages.steps import ask_first, carrying_out


@access(keeps_members, target=plan_from_url)
def agenda(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks in which meeting, and puts the plan on its agenda."""
    plan, person = request.target, request.actor.person_or_refuse
    meetings = meetings_to_come(plan)
    form = AgendaForm(sent(request), meetings)

    def carry_out() -> HttpResponse:
        chosen = form.cleaned_data["meeting"]
        item = put_on_agenda(plan, next((each for each in meetings if each.pk == chosen), None), person)
        messages.success(request, _("The plan is on the agenda, with its paper."))
        return HttpResponseRedirect(f"{meeting_address(item.meeting)}#agenda")

    return ask_first(request, agenda_step(plan, meetings, person), carry_out, form)


@access(keeps_members, target=plan_from_url)
def adopt(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks in which meeting, and notes that the forum adopted the plan."""
    plan, person = request.target, request.actor.person_or_refuse
    cases = [each for each in cases_of(plan) if each.has_treated]
    form = AdoptForm(sent(request), cases)

    def act() -> None:
        adopt_in_meeting(plan, form.cleaned_data["case"], person)

    carry_out = carrying_out(request, act, _("The plan is adopted. The minutes say so."), plan_address("plan", plan))
    return ask_first(request, adopt_step(plan, cases, person), carry_out, form)
