"""Makes a new scenario out of one that is there."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.save_scenario import create_scenario
from fordel.parties.models import Person


def copy_scenario(scenario: Scenario, actor: Person) -> Scenario:
    """The copy, with the same method, reserve and amounts by hand. Raises UserError where there are too many."""
    name = _("Copy of %(name)s") % {"name": scenario.name}
    return create_scenario(scenario.round, name[:80], specification_of(scenario), actor, copied_from=scenario)
