"""Remembers what happens between a report and its parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fordel.needs.models import DraftParty, PartyEvent
from fordel.parties.models import Person
from fordel.shared.audit import record
from fordel.shared.clock import now


def note(
    party: DraftParty, verb: str, person: Person | None, action: str = "", values: Mapping[str, Any] | None = None
) -> None:
    """An event of the party; with an action of the vocabulary it is also written in the log."""
    PartyEvent.objects.create(party=party, verb=verb, at=now(), by=person, values=dict(values or {}))
    if action:
        details = {"party": party.pk, "organisation": party.organisation_id, "role": party.role}
        record(action, actor=person, subject=party.draft, office=party.draft.round.office_id, details=details)
