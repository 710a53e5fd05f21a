"""A party says no, and why. Where the report is sent, partners and budget are open to its owner again for a while."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.reports.drafting.selectors.draft_facts import facts_of, window_of
from fordel.reports.models import DraftParty, PartyState
from fordel.reports.partners.notices import PartyDeclined
from fordel.reports.partners.services.common import lock_party
from fordel.reports.partners.services.confirm_party import refuse_late
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.notify_party import notify_owner
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.reports.presentation.addresses import part_address
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance

LONGEST_REASON: Final = 2000


@transaction.atomic
def decline_party(party_id: int, person: Person, reason: str, received_at: datetime) -> DraftParty:
    """The party that declined. Raises UserError (field `reason`) without a reason, and where no answer counts now."""
    party = lock_party(party_id)
    refuse_late(party, received_at)
    why = reason.strip()
    if len(why) > LONGEST_REASON:
        raise UserError(
            _("The reason is longer than %(most)s characters.") % {"most": LONGEST_REASON}, _("Shorten it."), "reason"
        )
    if party.state == PartyState.DECLINED and party.answer_text == why:
        return party
    advance(PARTIES, party, "decline", person, reason=why)
    party.answered_at, party.answered_by, party.answer_text = now(), person, why
    party.tell_due_at, party.told_hash = None, ""
    party.save()
    note(party, "declined", person, "needs.party.declined")
    _notify_owner(party, why)
    return party


def _notify_owner(party: DraftParty, reason: str) -> None:
    draft = party.draft
    if draft.report_id is not None:
        draft.declined_at = now()
        draft.save(update_fields=["declined_at"])
    can_change = window_of(draft, now()).is_open
    path = part_address(draft.pk)
    if not can_change and draft.report_id is not None:
        path = reverse("own_needs:report", kwargs={"report_id": draft.report_id})
    notify_owner(draft, PartyDeclined(party, facts_of(draft), reason, can_change, path))
