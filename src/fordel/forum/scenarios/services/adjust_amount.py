"""Sets what one report gets in a scenario by hand, with a reason; it stands when the scenario is computed again."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.forum.models import Scenario
from fordel.forum.scenarios.computing.specification import Adjustment
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.save_scenario import change_scenario
from fordel.needs.models import NeedsReport
from fordel.parties.models import Person
from fordel.shared.errors import UserError

LONGEST_REASON = 300


@transaction.atomic
def adjust_amount(scenario_id: int, number: int, amount: int, reason: str, actor: Person) -> Scenario:
    """The scenario with the report's amount (kroner) set. Raises UserError without a reason, for more than was asked
    for, and where the frames cannot pay it; nothing is changed then."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("round").get(pk=scenario_id)
    report = NeedsReport.objects.counted().filter(round=scenario.round, number=number).first()
    if report is None:
        raise UserError(_("The report is not part of the distribution."), _("Open the page again."), "amount")
    if not reason.strip():
        raise UserError(_("Write why the amount is set by hand."), _("The forum and the owner can read it."), "reason")
    if amount > report.amount:
        raise UserError(
            _("The report asks for %(asked)s kroner.") % {"asked": format_kroner(report.amount)},
            _("It cannot get more than that."),
            "amount",
        )
    spec = specification_of(scenario)
    adjusted = {**spec.adjusted, number: Adjustment(amount, reason.strip()[:LONGEST_REASON])}
    return change_scenario(scenario.pk, scenario.name, replace(spec, adjusted=adjusted), actor)


@transaction.atomic
def release_amount(scenario_id: int, number: int, actor: Person) -> Scenario:
    """The scenario with the report's amount computed by the method again."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("round").get(pk=scenario_id)
    spec = specification_of(scenario)
    adjusted = {key: each for key, each in spec.adjusted.items() if key != number}
    return change_scenario(scenario.pk, scenario.name, replace(spec, adjusted=adjusted), actor)
