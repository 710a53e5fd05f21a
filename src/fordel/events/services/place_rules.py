"""How the lifecycle of a place at an event meets its row. Whoever has the participant's own link acts through the
system: the link is what they are known by."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import EVENT_PLACE
from fordel.events.models import Participant
from fordel.parties.selectors.standing import Place, roles_at
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _not_now(participant: Participant, _verb: str) -> UserError:
    state = participant.get_state_display()
    return UserError(_("This cannot be done now: %(state)s.") % {"state": state}, _("Nothing was changed."))


def _require_time_has_come(participant: Participant, _facts: Facts) -> None:
    until = participant.offered_until or participant.confirm_by
    if until is None or until > now():
        raise UserError(_("There is still time to answer."), _("Nothing was changed."))


PLACES: Final = Rules[Participant](
    lifecycle=EVENT_PLACE,
    place=lambda participant: Place(participant.event.office_id),
    roles=roles_at,
    refusal=_not_now,
    guards={"time_has_come": _require_time_has_come},
)
