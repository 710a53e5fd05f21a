"""Partners and owners in a network as parties that confirm a needs report (`writing.plugs.parties`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from fordel.core.form.binding import Binding
from fordel.core.form.draft import DraftFacts
from fordel.parties.models import Person
from fordel.reports.models import DraftParty
from fordel.reports.partners.notices import ChangeTakenBack
from fordel.reports.partners.selectors.asked import answer_time, binding_now
from fordel.reports.partners.services.ask_party import notify_party
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.reports.selectors.draft_facts import facts_of
from fordel.shared.jobs import queue_job
from fordel.shared.lifecycles import advance
from fordel.writing.plugs.kinds import Refusal
from fordel.writing.plugs.parties import PartyKind

_LOGGED: Final = frozenset({"confirmed", "declined", "changed"})


class ReportParties(PartyKind[DraftParty]):
    """`facts` is what was written, if the caller has read it already."""

    def __init__(self, facts: DraftFacts | None = None) -> None:
        self._facts = facts

    def _facts_of(self, party: DraftParty) -> DraftFacts:
        return self._facts or facts_of(party.draft)

    def binding(self, party: DraftParty) -> Binding:
        return binding_now(self._facts_of(party), party.pk)[0]

    def why_late(self, party: DraftParty, received_at: datetime) -> Refusal | None:
        if answer_time(party.draft, received_at).is_open:
            return None
        return Refusal(
            _("It is too late to answer."),
            _("Write to %(owner)s, or to the county governor, if something is wrong.")
            % {"owner": party.draft.owner.name},
        )

    def why_changed(self, party: DraftParty) -> Refusal:
        return Refusal(
            _("%(owner)s has changed the report since you opened it, so nothing is confirmed yet.")
            % {"owner": party.draft.owner.name},
            _("Read what is new, and confirm that."),
        )

    def advance(self, party: DraftParty, verb: str, person: Person | None, **facts: Any) -> None:
        advance(PARTIES, party, verb, person, **facts)

    def note(
        self, party: DraftParty, verb: str, person: Person | None, values: Mapping[str, Any] | None = None
    ) -> None:
        note(party, verb, person, f"reports.party.{verb}" if verb in _LOGGED else "", values)

    def tell_after(self, party: DraftParty, quiet: timedelta) -> None:
        queue_job("reports.tell_party_of_change", after=quiet, party_id=party.pk)

    def taken_back(self, party: DraftParty) -> None:
        notify_party(party, ChangeTakenBack(party, self._facts_of(party)))
