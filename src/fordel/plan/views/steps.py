"""What cannot simply be undone with a plan: each step asks first."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.plan.forms import ForceForm
from fordel.plan.models import Plan
from fordel.plan.permissions import writes_plans
from fordel.plan.presentation.plan_page import plan_address
from fordel.plan.presentation.steps import discard_step, force_step, propose_step, take_back_step
from fordel.plan.selectors.plans import plan_from_url
from fordel.plan.services.adoption import enter_into_force, propose_plan, take_plan_back
from fordel.plan.services.plans import discard_plan
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import sent
from fordel.shared.pages.steps import ask_first, carrying_out
from fordel.writing.services.send import IncompleteError


def _whole(act: Callable[[], object]) -> None:
    """Does it; a chapter that is not written is said as such."""
    try:
        act()
    except IncompleteError as error:
        raise UserError(_("Not every chapter is written."), _("Write what is listed above.")) from error


@access(writes_plans, target=plan_from_url)
def propose(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and locks the text for the forum."""
    shown, person = request.target, request.actor.person_or_refuse
    done = _("The text is locked. Put the plan on the agenda of a meeting.")
    step, back = propose_step(shown, person), plan_address("plan", shown)
    return ask_first(
        request, step, carrying_out(request, lambda: _whole(lambda: propose_plan(shown, person)), done, back)
    )


@access(writes_plans, target=plan_from_url)
def take_back(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and opens the text again."""
    shown, person = request.target, request.actor.person_or_refuse
    done, back = _("The text can be changed again."), plan_address("plan", shown)
    carry_out = carrying_out(request, lambda: take_plan_back(shown, person), done, back)
    return ask_first(request, take_back_step(shown, person), carry_out)


@access(writes_plans, target=plan_from_url)
def force(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and brings the plan into force. Of a draft it asks when it was adopted."""
    shown, person = request.target, request.actor.person_or_refuse
    form = ForceForm(sent(request)) if shown.adopted_on is None else None

    def act() -> None:
        day, where = shown.adopted_on, shown.adopted_by
        if form is not None:
            day, where = form.cleaned_data["adopted_on"], form.cleaned_data["adopted_by"]
        _whole(lambda: enter_into_force(shown, day, where, person))

    carry_out = carrying_out(request, act, _("The plan is in force."), plan_address("plan", shown))
    return ask_first(request, force_step(shown, person), carry_out, form)


@access(writes_plans, target=plan_from_url)
def discard(request: PageRequest[Plan], office: str, plan_id: int) -> HttpResponse:
    """Asks, and takes a draft away."""
    shown, person = request.target, request.actor.person_or_refuse
    back = reverse("plan:plans", kwargs={"office": office})
    carry_out = carrying_out(request, lambda: discard_plan(shown, person), _("The plan is discarded."), back)
    return ask_first(request, discard_step(shown, person), carry_out)
