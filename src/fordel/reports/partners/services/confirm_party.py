"""A party says yes to what it was shown, and to nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.reports.drafting.selectors.draft_facts import facts_of
from fordel.reports.models import DraftParty, PartyState
from fordel.reports.partners.selectors.asked import answer_time, binding_now
from fordel.reports.partners.services.common import lock_party
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


class ChangedMeanwhileError(UserError):
    """What the party was shown is not what stands now; nothing was confirmed."""


@transaction.atomic
def confirm_party(party_id: int, person: Person, seen_hash: str, received_at: datetime) -> DraftParty:
    """The confirmed party. `seen_hash` is of what the person was shown: it alone is confirmed.

    Confirming the same twice changes nothing. Raises ChangedMeanwhileError, and UserError where no answer counts now.
    """
    party = lock_party(party_id)
    refuse_late(party, received_at)
    binding, stands = binding_now(facts_of(party.draft), party.pk)
    if stands != seen_hash:
        raise ChangedMeanwhileError(
            _("%(owner)s has changed the report since you opened it, so nothing is confirmed yet.")
            % {"owner": party.draft.owner.name},
            _("Read what is new, and confirm that."),
        )
    if party.state == PartyState.CONFIRMED and party.confirmed == binding:
        return party
    advance(PARTIES, party, "confirm", person)
    party.confirmed, party.answered_at, party.answered_by = binding, now(), person
    party.tell_due_at, party.told_hash = None, ""
    party.save()
    note(party, "confirmed", person, "needs.party.confirmed", binding)
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


def refuse_late(party: DraftParty, received_at: datetime) -> None:
    """Raises UserError where an answer that the server received at the instant does not count."""
    if not answer_time(party.draft, received_at).is_open:
        raise UserError(
            _("It is too late to answer."),
            _("Write to %(owner)s, or to the county governor, if something is wrong.")
            % {"owner": party.draft.owner.name},
        )
