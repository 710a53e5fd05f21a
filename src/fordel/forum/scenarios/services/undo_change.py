"""Takes back the last change of a scenario."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.save_scenario import change_scenario
from fordel.parties.models import Person
from fordel.shared.errors import UserError


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
