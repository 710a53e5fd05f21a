"""Changes a saved scenario: amounts by hand, what the reserve is for, a copy, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.forum.computing.specification import Adjustment
from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.save_scenario import change_scenario, create_scenario
from fordel.parties.models import Person
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import NeedsReport
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting

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
    adjusted = {**spec.adjusted, number: Adjustment(amount, fitting(reason.strip(), LONGEST_REASON, "reason"))}
    return change_scenario(scenario.pk, scenario.name, replace(spec, adjusted=adjusted), actor)


@transaction.atomic
def release_amount(scenario_id: int, number: int, actor: Person) -> Scenario:
    """The scenario with the report's amount computed by the method again."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("round").get(pk=scenario_id)
    spec = specification_of(scenario)
    adjusted = {key: each for key, each in spec.adjusted.items() if key != number}
    return change_scenario(scenario.pk, scenario.name, replace(spec, adjusted=adjusted), actor)


@transaction.atomic
def set_purposes(scenario_id: int, purposes: Mapping[str, int], actor: Person) -> Scenario:
    """The scenario with kroner for each purpose (key as in `purposes_of`). Raises UserError unless they sum to what is
    held back."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("round__scheme").get(pk=scenario_id)
    spec = specification_of(scenario)
    known = range(len(scheme_of(scenario.round.scheme).hold_back_purposes))
    kept = {key: amount for key, amount in purposes.items() if key.isdecimal() and int(key) in known and amount}
    total = sum(kept.values())
    if total != spec.reserve_total:
        text = _("The purposes sum to %(sum)s kroner, but %(reserve)s is held back. The difference is %(difference)s.")
        raise UserError(
            text
            % {
                "sum": format_kroner(total),
                "reserve": format_kroner(spec.reserve_total),
                "difference": format_kroner(abs(total - spec.reserve_total)),
            },
            _("Change one of the purposes, or what is held back."),
            "purpose-0",
        )
    return change_scenario(scenario.pk, scenario.name, replace(spec, purposes=kept), actor)


def copy_scenario(scenario: Scenario, actor: Person) -> Scenario:
    """The copy, with the same method, reserve and amounts by hand. Raises UserError where there are too many."""
    name = _("Copy of %(name)s") % {"name": scenario.name}
    return create_scenario(scenario.round, name[:80], specification_of(scenario), actor, copied_from=scenario)


@transaction.atomic
def undo_change(scenario_id: int, actor: Person) -> Scenario:
    """The scenario as it was before its last change, computed from the reports as they are now. Raises UserError where
    there is nothing to take back."""
    scenario = Scenario.objects.select_for_update(of=("self",)).select_related("round").get(pk=scenario_id)
    if not scenario.earlier:
        raise UserError(_("There is no change to take back."), _("The scenario is as it was first saved."))
    *rest, before = scenario.earlier
    earlier = Scenario(round=scenario.round, **before)
    changed = change_scenario(scenario.pk, earlier.name, specification_of(earlier), actor)
    changed.earlier = rest
    changed.save(update_fields=["earlier"])
    return changed
