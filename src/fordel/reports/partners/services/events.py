"""Remembers what happens between a report and its parties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from fordel.parties.models import Person
from fordel.reports.models import DraftParty, PartyEvent
from fordel.reports.services.index_report import index_reports
from fordel.shared.audit import record
from fordel.shared.clock import now

_SHOWN: Final = frozenset({"added", "asked", "confirmed", "declined", "changed", "restored"})


def note(
    party: DraftParty, verb: str, person: Person | None, action: str = "", values: Mapping[str, Any] | None = None
) -> None:
    """An event of the party, which is saved already; with an action of the vocabulary it is also written in the log.
    What the office sees of a report that is sent follows."""
    PartyEvent.objects.create(party=party, verb=verb, at=now(), by=person, values=dict(values or {}))
    if verb in _SHOWN and party.draft.report_id is not None:
        index_reports([party.draft.report_id])
    if action:
        details = {"party": party.pk, "organisation": party.organisation_id, "role": party.role}
        record(action, actor=person, subject=party.draft, office=party.draft.round.office_id, details=details)
