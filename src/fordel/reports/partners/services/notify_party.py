"""Sends notices between a report and its parties."""

from __future__ import annotations

from typing import Any

from fordel.notices.recipient import Recipient, to_organisation
from fordel.notices.services.notify import Delivery, notify
from fordel.parties.selectors.language import language_of_organisation
from fordel.reports.models import DraftParty, ReportDraft
from fordel.shared.notice import Notice


def notify_party(party: DraftParty, notice: Notice) -> Delivery:
    """Notify everybody who acts for the party, or the contact whose address the owner gave if nobody does."""
    office = party.draft.round.office
    people = to_organisation(party.organisation, office)
    if party.contact_email and not any(each.address for each in people):
        language = language_of_organisation(party.organisation, office)
        people = [Recipient(party.contact_email, language, None, party.organisation_id)]
    return notify(people, notice)


def notify_owner(draft: ReportDraft, notice: Notice) -> Delivery:
    """Notify everybody who acts for the owner."""
    return notify(to_organisation(draft.owner, draft.round.office), notice)


def contact_in(delivery: Delivery) -> str:
    """The address of a contact who has no account, or an empty string if people were reached."""
    return "" if delivery.person_ids else next((each.address for each in delivery.reached), "")


def as_values(delivery: Delivery) -> dict[str, Any]:
    """Whom it reached, as a `PartyEvent` keeps it: ids of people, and whether it went to a contact."""
    return {"people": list(delivery.person_ids), "contact": bool(contact_in(delivery))}
