"""What is said before a scenario is deleted."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fordel.forum.models import Scenario
from fordel.shared.pages.steps import Link, Step


def delete_step(scenario: Scenario, page: str) -> Step:
    """Before a scenario is deleted; `page` is its address."""
    return Step(
        question=_("Delete scenario %(number)s «%(name)s»?") % {"number": scenario.number, "name": scenario.name},
        button=_("Delete it"),
        happens=_("The scenario is gone for everybody. The needs reports are not touched."),
        way_back=_("There is none. Amounts that were set by hand in it are gone too."),
        back=page,
        trail=[Link(_("Distribution"), page)],
    )
