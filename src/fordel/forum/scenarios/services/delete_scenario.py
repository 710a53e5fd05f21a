"""Removes a scenario that nothing builds on."""

from __future__ import annotations

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from fordel.forum.models import Recommendation, Scenario
from fordel.forum.voting.services.vote_locks import refuse_while_voted_on
from fordel.meetings.services.lock_meeting import touch_ongoing
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.errors import UserError


@transaction.atomic
def delete_scenario(scenario_id: int, actor: Person) -> None:
    """Deletes it. Raises UserError when a proposal builds on it, or the forum votes on it."""
    scenario = Scenario.objects.select_related("round").get(pk=scenario_id)
    touch_ongoing(scenario.round.office_id)
    refuse_while_voted_on(scenario)
    if Recommendation.objects.filter(scenario=scenario).exists():
        raise UserError(_("The recommendation builds on this scenario."), _("Let it build on another one first."))
    record(
        "forum.scenario.deleted",
        actor=actor,
        subject=scenario,
        office=scenario.round.office_id,
        details={"number": scenario.number},
    )
    try:
        with transaction.atomic():
            scenario.delete()
    except ProtectedError as error:
        raise UserError(
            _("A proposal builds on this scenario."), _("It is kept, so that the decision can be explained.")
        ) from error
