"""Takes a party out of a draft."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fordel.parties.models import Person
from fordel.reports.drafting.selectors.draft_facts import facts_of
from fordel.reports.models import PartyState
from fordel.reports.partners.notices import PartyRemoved
from fordel.reports.partners.services.common import open_draft, party_of, touch
from fordel.reports.partners.services.notice_changes import notice_changes
from fordel.reports.partners.services.notify_party import notify_party
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.shared.audit import record
from fordel.shared.lifecycles import advance

_KNOWS = (PartyState.ASKED, PartyState.CONFIRMED, PartyState.CHANGED)


@transaction.atomic
def remove_party(draft_id: int, party_id: int, person: Person, received_at: datetime) -> str:
    """The name of who is out; what was budgeted for it stays known in the history. A party that had been asked is told.
    Raises ClosedError, and UserError where it is out already."""
    draft = open_draft(draft_id, received_at)
    party = party_of(draft, party_id)
    source = advance(PARTIES, party, "remove", person).source
    if source in _KNOWS:
        facts = facts_of(draft)
        notify_party(party, PartyRemoved(party, facts))
    details = {"party": party.pk, "organisation": party.organisation_id, "role": party.role, "state": source}
    record("needs.party.removed", actor=person, subject=draft, office=draft.round.office_id, details=details)
    name = party.organisation.name
    party.delete()
    notice_changes(draft, None)
    touch(draft)
    return name
