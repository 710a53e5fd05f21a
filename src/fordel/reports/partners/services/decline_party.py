"""A party says no, and why. Where the report is sent, partners and budget are open to its owner again for a while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from fordel.parties.models import Person
from fordel.reports.drafting.selectors.draft_facts import facts_of, window_of
from fordel.reports.models import DraftParty
from fordel.reports.partners.notices import PartyDeclined
from fordel.reports.partners.services.common import lock_party
from fordel.reports.partners.services.notify_party import notify_owner
from fordel.reports.partners.services.parties import ReportParties
from fordel.reports.presentation.addresses import part_address
from fordel.shared.clock import now
from fordel.writing.services.confirmations import decline


@transaction.atomic
def decline_party(party_id: int, person: Person, reason: str, received_at: datetime) -> DraftParty:
    """The party that declined. Raises UserError (field `reason`) without a reason, and if no answer counts now."""
    party = lock_party(party_id)
    if decline(ReportParties(), party, person, reason, received_at):
        _notify_owner(party, party.answer_text)
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
