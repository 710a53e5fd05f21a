"""A party says yes to what it was shown, and to nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fordel.parties.models import Person
from fordel.reports.models import DraftParty
from fordel.reports.partners.services.common import lock_party
from fordel.reports.partners.services.parties import ReportParties
from fordel.shared.errors import UserError
from fordel.writing.services.confirmations import confirm


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
