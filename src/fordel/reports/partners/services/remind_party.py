"""Reminds a party that has not answered, once a day at most."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.services.notify import Delivery
from fordel.parties.models import Person
from fordel.reports.drafting.services.lock_draft import lock_draft
from fordel.reports.models import DraftParty
from fordel.reports.partners.selectors.asked import answer_time
from fordel.reports.partners.services.ask_party import send_question
from fordel.reports.partners.services.common import party_of
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.notify_party import as_values
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@transaction.atomic
def remind_party(draft_id: int, party_id: int, person: Person, received_at: datetime) -> tuple[DraftParty, Delivery]:
    """The party and who was reminded. Possible for as long as an answer counts, also after the report is sent.

    Raises UserError where it was asked or reminded today already, or an answer no longer counts.
    """
    draft = lock_draft(draft_id)
    party = party_of(draft, party_id)
    if not answer_time(draft, received_at).is_open:
        raise UserError(_("It is too late to answer, so we send no reminder."), _("The answer stands as it is."))
    advance(PARTIES, party, "remind", person)
    if was_told_today(party, received_at):
        raise UserError(
            _("%(name)s has had a mail about this today.") % {"name": party.organisation.name},
            _("You can send a reminder tomorrow."),
        )
    party.reminded_at = now()
    party.save(update_fields=["state", "reminded_at"])
    reached = send_question(draft, party, reminder=True)
    note(party, "reminded", person, "needs.party.reminded", as_values(reached))
    return party, reached


def was_told_today(party: DraftParty, instant: datetime) -> bool:
    """Whether it was asked or reminded on the day of the instant."""
    told = [each for each in (party.asked_at, party.reminded_at) if each is not None]
    return bool(told) and max(told).astimezone(OSLO).date() == instant.astimezone(OSLO).date()
