"""Throws away a draft that was never sent."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Person
from fordel.reports.drafting.selectors.draft_facts import facts_of
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.models import DraftParty, PartyState, ReportDraft
from fordel.reports.partners.notices import PartyRemoved
from fordel.reports.partners.services.notify_party import notify_party
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError


@transaction.atomic
def discard_draft(draft_id: int, person: Person) -> ReportDraft:
    """The discarded draft; those who had been asked are told. Raises UserError for one that was sent."""
    draft = lock_draft(draft_id)
    if draft.report_id is not None:
        raise UserError(
            _("The report is sent, so it cannot be discarded."), _("Withdraw it instead, while the deadline is open.")
        )
    facts = facts_of(draft)
    knows = DraftParty.objects.filter(
        draft=draft, state__in=(PartyState.ASKED, PartyState.CONFIRMED, PartyState.CHANGED)
    )
    for party in knows.select_related("organisation"):
        party.draft = draft
        notify_party(party, PartyRemoved(party, facts))
    draft.discarded_at = now()
    draft.save(update_fields=["discarded_at"])
    record("needs.draft.discarded", actor=person, subject=draft, office=draft.round.office_id)
    return draft
