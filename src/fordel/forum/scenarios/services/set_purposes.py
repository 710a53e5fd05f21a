"""Says what the money that is held back is for, krone by krone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner
from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.save_scenario import change_scenario
from fordel.parties.models import Person
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.errors import UserError


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
