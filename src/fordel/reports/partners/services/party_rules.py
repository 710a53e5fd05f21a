"""How the lifecycle of partners meets their rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from fordel.core.lifecycle import COLLABORATION
from fordel.parties.selectors.standing import Place, roles_at
from fordel.reports.models import DraftParty, PartyEvent
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import Facts, Rules


def _place(party: DraftParty) -> Place:
    draft = party.draft
    return Place(draft.office_id, owner=draft.owner_id, party=party.organisation_id, by_office=draft.by_office)


def _refusal(party: DraftParty, _verb: str) -> UserError:
    return UserError(
        _("This cannot be done now: %(name)s is «%(state)s».")
        % {"name": party.organisation.name, "state": party.get_state_display()},
        _("Open the page again to see what has happened in the meantime."),
    )


def _own_hand(party: DraftParty) -> UserError:
    names = {"name": party.organisation.name, "owner": party.draft.owner.name}
    fix = _("Somebody else at %(name)s must confirm.")
    return UserError(_("You have asked %(name)s yourself, for %(owner)s.") % names, fix % names)


def _asked_by(person_id: int, parties: Sequence[DraftParty]) -> frozenset[int]:
    asked = PartyEvent.objects.filter(party__in=[party.pk for party in parties], verb="asked", by=person_id)
    return frozenset(asked.values_list("party", flat=True))


def _require_reason(_party: DraftParty, facts: Facts) -> None:
    if not facts["reason"]:
        raise UserError(_("Write why you decline."), _("The owner reads it, and can then change the report."), "reason")


PARTIES: Final = Rules[DraftParty](
    lifecycle=COLLABORATION,
    place=_place,
    roles=roles_at,
    refusal=_refusal,
    own_hand=_own_hand,
    own=_asked_by,
    guards={"reason": _require_reason},
)
