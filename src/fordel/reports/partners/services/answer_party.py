"""A party answers: it confirms what it was shown, or declines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from fordel.parties.models import Person
from fordel.reports.models import DraftParty
from fordel.reports.partners.notices import PartyDeclined
from fordel.reports.partners.services.ask_party import notify_owner
from fordel.reports.partners.services.common import lock_party
from fordel.reports.partners.services.parties import ReportParties
from fordel.reports.presentation.addresses import part_address
from fordel.reports.selectors.draft_facts import facts_of, window_of
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.writing.services.confirmations import confirm, decline


@transaction.atomic
def confirm_party(party_id: int, person: Person, seen_hash: str, received_at: datetime) -> DraftParty:
    """The confirmed party. `seen_hash` is of what the person was shown: it alone is confirmed.

    Confirming the same twice changes nothing. Raises ChangedMeanwhileError, and UserError if no answer counts now.
    """
    party = lock_party(party_id)
    confirm(ReportParties(), party, person, seen_hash, received_at)
    return party


def confirm_parties(
    seen: Mapping[int, str], person: Person, received_at: datetime
) -> tuple[list[DraftParty], list[UserError]]:
    """Those that were confirmed, and why the others were not. Each is confirmed by itself."""
    done, failed = [], []
    for party_id, seen_hash in seen.items():
        try:
            done.append(confirm_party(party_id, person, seen_hash, received_at))
        except UserError as error:
            failed.append(error)
    return done, failed


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
