"""Changes of a saved scenario: an amount by hand, a copy, undo; and the receipt of its computation."""

from __future__ import annotations

import json
from typing import Any, Unpack

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.core.allocation.receipt import receipt_of
from fordel.forum.models import Scenario, ScenarioAmount
from fordel.forum.permissions import may_make_scenarios, reads_receipt
from fordel.forum.scenarios.forms import AmountForm
from fordel.forum.scenarios.selectors.scenarios import scenario_from_url, specification_of
from fordel.forum.scenarios.services.adjust_scenario import adjust_amount, copy_scenario, release_amount, undo_change
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.errors import UserError
from fordel.shared.pages.answers import is_pressed, render_or_error, save_or_show, sent


def address_of(scenario: Scenario) -> str:
    """The distribution page with the scenario open."""
    where = {**scenario.round.where}
    return f"{reverse('forum:distribution', kwargs=where)}?scenario={scenario.number}"


@access(may_make_scenarios, target=scenario_from_url)
def adjust(request: PageRequest[Scenario], scenario_id: int, number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """What one report gets by hand, with the reason; what was typed stays when something is wrong."""
    scenario = request.target
    found = ScenarioAmount.objects.filter(scenario=scenario, report__number=number).select_related("report__owner")
    line = found.first()
    if line is None:
        raise Http404
    back, person = address_of(scenario), request.actor.person_or_refuse
    by_hand = specification_of(scenario).adjusted.get(number)
    now = {"amount": by_hand.amount if by_hand else line.amount, "reason": by_hand.reason if by_hand else ""}
    is_released = is_pressed(request, "release")
    form = AmountForm({name: str(value) for name, value in now.items()} if is_released else sent(request), initial=now)

    def save() -> HttpResponse:
        if is_released:
            release_amount(scenario.pk, number, person)
            messages.success(request, _("Report %(number)s is computed by the method again.") % {"number": number})
            return redirect(f"{back}#reports")
        adjust_amount(scenario.pk, number, form.cleaned_data["amount"], form.cleaned_data["reason"], person)
        messages.success(request, _("The amount of report %(number)s is set by hand.") % {"number": number})
        return redirect(f"{back}#reports")

    context: dict[str, Any] = {"scenario": scenario, "round": scenario.round, "line": line, "by_hand": by_hand}
    context |= {"form": form, "back": back}
    return save_or_show(
        request, form, save, lambda: render_or_error(request, "forum/scenarios/adjust.html", context, form)
    )


@require_POST
@access(may_make_scenarios, target=scenario_from_url)
def copy(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    scenario = request.target
    try:
        made = copy_scenario(scenario, request.actor.person_or_refuse)
    except UserError as error:
        messages.error(request, str(error))
        return redirect(address_of(scenario))
    messages.success(request, _("Scenario %(number)s is a copy.") % {"number": made.number})
    return redirect(address_of(made))


@require_POST
@access(may_make_scenarios, target=scenario_from_url)
def undo(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    scenario = request.target
    try:
        undo_change(scenario.pk, request.actor.person_or_refuse)
        messages.success(
            request, _("The last change of scenario %(number)s is taken back.") % {"number": scenario.number}
        )
    except UserError as error:
        messages.error(request, str(error))
    return redirect(address_of(scenario))


@access(reads_receipt, target=scenario_from_url)
def receipt(request: PageRequest[Scenario], scenario_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """The saved computation as JSON: `fordel allocate --verify` says whether it holds."""
    scenario = request.target
    content = receipt_of(scenario.problem, scenario.answer, scenario.made_with)
    answer = HttpResponse(json.dumps(content, ensure_ascii=False, indent=1), content_type="application/json")
    answer["Content-Disposition"] = (
        f'attachment; filename="kvittering-{scenario.round.file_part}-{scenario.number}.json"'
    )
    return answer
