"""Puts scenarios on the screen of a meeting, and changes one of them there: everybody who follows it sees both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.allocation import Line, split_reserve
from fordel.forum.models import Scenario
from fordel.forum.scenarios.selectors.alternatives import MOST
from fordel.forum.scenarios.selectors.scenarios import specification_of
from fordel.forum.scenarios.services.save_scenario import change_scenario
from fordel.meetings.models import Meeting, MeetingState
from fordel.meetings.services.lead_meeting import show_on_screen
from fordel.meetings.services.lock_meeting import require_state
from fordel.parties.models import Person
from fordel.programme.models import Round
from fordel.programme.selectors.rounds import frame_lines
from fordel.shared.errors import UserError


def show_scenarios(meeting: Meeting, round_: Round, numbers: Sequence[int], by: Person) -> Meeting:
    """The meeting with the round's scenarios of these numbers on its screen; none clears it. Raises UserError for too
    many, one that is gone, and if the meeting is not going on."""
    found = list(Scenario.objects.filter(round=round_, number__in=numbers).order_by("number"))
    if len(found) > MOST:
        raise UserError(
            _("There is room for %(most)s scenarios on the screen.") % {"most": MOST}, _("Choose fewer."), "scenarios"
        )
    if len(found) != len(set(numbers)):
        raise UserError(_("A scenario is gone."), _("Choose among those that are left."), "scenarios")
    return show_on_screen(meeting, {"scenarios": [each.pk for each in found]} if found else {}, by)


@transaction.atomic
def change_shown(
    meeting: Meeting, round_: Round, number: int, seen_version: int, reserve: int, method: str, by: Person
) -> Scenario:
    """The round's scenario of the number with the sum held back (kroner, over the frames as everywhere) and the method,
    computed again. Raises UserError if somebody has changed it since `seen_version`, and for what `change_scenario`
    refuses."""
    require_state(meeting, MeetingState.ONGOING)
    field, found = f"reserve-{number}", Scenario.objects.filter(round=round_, number=number)
    scenario = found.select_for_update(of=("self",)).select_related("round").first()
    if scenario is None:
        raise UserError(_("A scenario is gone."), _("Choose among those that are left."), "scenarios")
    if scenario.version != seen_version:
        raise UserError(
            _("Somebody has changed the scenario in the meantime."), _("Look at it, and change it again."), field
        )
    spec = specification_of(scenario)
    if reserve != spec.reserve_total:
        lines = frame_lines(scenario.round)
        frame = sum(line.amount for line in lines)
        if reserve > frame:
            raise UserError(_("That is more than the frames hold."), _("Hold back at most the whole frame."), field)
        spec = replace(spec, reserve=split_reserve(reserve, [Line(line.code, line.amount) for line in lines]))
    try:
        return change_scenario(scenario.pk, scenario.name, replace(spec, method=method), by)
    except UserError as error:
        raise UserError(error.message, error.fix, field) from error
