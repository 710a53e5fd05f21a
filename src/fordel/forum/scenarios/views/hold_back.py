"""Should money be held back? A page that works it out for a saved scenario."""

from __future__ import annotations

from typing import Unpack

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from fordel.forum.models import Scenario
from fordel.forum.permissions import may_make_scenarios, may_read_scenarios
from fordel.forum.plugs.gatherings import gatherings_of
from fordel.forum.scenarios.forms import PurposesForm
from fordel.forum.scenarios.presentation.short_tables import cost_table, gathering_table, step_table
from fordel.forum.scenarios.selectors.hold_back import NEXT, hold_back, purposes_of
from fordel.forum.scenarios.selectors.scenarios import scenario_from_url, specification_of
from fordel.forum.scenarios.services.adjust_scenario import set_purposes
from fordel.forum.scenarios.views.adjustments import address_of
from fordel.programme.selectors.rounds import frame_lines
from fordel.programme.where import RoundKeys
from fordel.reports.selectors.reports import report_rows
from fordel.shared.access import PageRequest, access
from fordel.shared.pages.answers import render_or_error, save_or_show, sent


@access(may_read_scenarios, target=scenario_from_url)
def show_hold_back(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What each sum does, what the next kroner cost whom, and what the money is for."""
    scenario = request.target
    may_change = may_make_scenarios(request.actor, scenario).allowed
    if request.method == "POST":
        may_make_scenarios.require(request.actor, scenario)
    spec = specification_of(scenario)
    form = PurposesForm(sent(request), purposes_of(scenario.round, spec), may_change=may_change)

    def save() -> HttpResponse:
        set_purposes(scenario.pk, form.amounts(), request.actor.person_or_refuse)
        messages.success(request, _("What the money is for is saved."))
        return redirect(request.path)

    def show() -> HttpResponse:
        found = hold_back(spec, frame_lines(scenario.round), report_rows(scenario.round))
        context = {
            "scenario": scenario,
            "round": scenario.round,
            "back": address_of(scenario),
            "result": found,
            "step_table": step_table(found.steps),
            "cost_table": cost_table(scenario.round_id, found.costs),
            "gatherings": gathering_table(planned) if (planned := gatherings_of(scenario.round)) else None,
            "next": NEXT,
            "unplaced": spec.reserve_total - sum(spec.purposes.values()),
            "may_change": may_change,
            "form": form,
        }
        return render_or_error(request, "forum/scenarios/hold_back.html", context, form)

    return save_or_show(request, form, save, show)
