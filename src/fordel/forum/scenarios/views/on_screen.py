"""What the secretary does with scenarios in a meeting that is going on."""

from __future__ import annotations

from typing import Unpack

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fordel.forum.scenarios.services.show_scenarios import change_shown, show_scenarios
from fordel.meetings.models import Meeting
from fordel.meetings.permissions import leads_meetings
from fordel.meetings.selectors.meetings import meeting_from_url
from fordel.meetings.views.pages import attempt
from fordel.programme.selectors.rounds import round_from_url
from fordel.programme.where import RoundKeys
from fordel.shared.access import PageRequest, access
from fordel.shared.fields import id_from_form, kroner_from_form
from fordel.shared.pages.answers import pressed, ticked


@require_POST
@access(leads_meetings, target=meeting_from_url)
def show(request: PageRequest[Meeting], meeting_id: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Puts the chosen scenarios on the screen; none takes them away."""
    meeting, person = request.target, request.actor.person_or_refuse
    round_ = round_from_url(**keys)
    numbers = ticked(request, "scenarios")
    return attempt(request, lambda: show_scenarios(meeting, round_, numbers, person), place="tool", anchor="screen")


@require_POST
@access(leads_meetings, target=meeting_from_url)
def change(request: PageRequest[Meeting], meeting_id: int, number: int, **keys: Unpack[RoundKeys]) -> HttpResponse:
    """Computes a scenario again with another sum held back or another method; what is on the screen follows."""
    meeting, person = request.target, request.actor.person_or_refuse
    round_ = round_from_url(**keys)

    def act() -> None:
        reserve = kroner_from_form(request.POST.get(f"reserve-{number}", ""), f"reserve-{number}")
        version = id_from_form(pressed(request, "version"))
        change_shown(meeting, round_, number, version, reserve, request.POST.get("method", ""), person)

    return attempt(
        request,
        act,
        _("Scenario %(number)s is computed again.") % {"number": number},
        place="tool",
        anchor="screen",
    )
