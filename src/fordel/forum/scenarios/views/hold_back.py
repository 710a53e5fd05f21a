"""Should money be held back? A page that works it out for a saved scenario."""

from __future__ import annotations

from typing import Any, Unpack

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fordel.forum.models import Scenario
from fordel.forum.permissions import may_make_scenarios, may_read_scenarios
from fordel.forum.scenarios.selectors.hold_back import NEXT, hold_back, purposes_of
from fordel.forum.scenarios.selectors.scenarios import scenario_from_url, specification_of
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.forum.scenarios.views.adjustments import address_of
from fordel.parties.actors import actor_in
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import report_rows
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.fields import kroner_from_form
from fordel.shared.pages.answers import render_or_error


@access(may_read_scenarios, target=scenario_from_url)
def show_hold_back(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What each sum does, what the next kroner cost whom, and what the money is for."""
    scenario = request.target
    may_change = may_make_scenarios(request.actor, scenario)
    error: UserError | None = None
    if request.method == "POST":
        may_make_scenarios.require(request.actor, scenario)
        try:
            _keep(request, scenario)
            messages.success(request, _("What the money is for is saved."))
            return redirect(request.path)
        except UserError as problem:
            error = problem
    spec = specification_of(scenario)
    context: dict[str, Any] = {
        "scenario": scenario,
        "round": scenario.round,
        "back": address_of(scenario),
        "result": hold_back(spec, frame_lines(scenario.round), report_rows(scenario.round)),
        "next": NEXT,
        "purposes": [
            (purpose, request.POST.get(f"purpose-{purpose.key}", purpose.amount) if error else purpose.amount)
            for purpose in purposes_of(scenario.round, spec)
        ],
        "unplaced": spec.reserve_total - sum(spec.purposes.values()),
        "may_change": may_change.allowed,
        "error": error,
    }
    return render_or_error(request, "forum/scenarios/hold_back.html", context, error)


def _keep(request: HttpRequest, scenario: Scenario) -> None:
    fields = [name for name in request.POST if name.startswith("purpose-")]
    amounts = {name.removeprefix("purpose-"): kroner_from_form(request.POST[name], name) for name in fields}
    set_purposes(scenario.pk, amounts, actor_in(request).person_or_refuse)
