"""Asks parties to confirm, reminds them, and tells them if the owner no longer needs an answer."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.recipient import Recipient, to_organisation
from fordel.notices.services.notify import Delivery, notify
from fordel.parties.models import Person
from fordel.parties.selectors.language import language_of_organisation
from fordel.parties.selectors.people import emails_of_organisation, people_of_organisation
from fordel.parties.services.invite_person import invite_person
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.notices import PartyAsked, PartyReminded
from fordel.reports.partners.selectors.asked import answer_time, binding_now
from fordel.reports.partners.services.common import open_draft, party_of
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.reports.selectors.draft_facts import facts_of
from fordel.reports.services.lock_draft import lock_draft
from fordel.shared.clock import OSLO, now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance
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


@transaction.atomic
def ask_party(
    draft_id: int, party_id: int, person: Person, received_at: datetime, contact_email: str = ""
) -> tuple[DraftParty, Delivery]:
    """The party and who the question went to: everybody who acts for it, else the contact whose address is given.

    Raises ClosedError, and UserError (field `contact_email`) where nobody can be reached.
    """
    draft = open_draft(draft_id, received_at)
    party = party_of(draft, party_id)
    advance(PARTIES, party, "ask", person)
    if contact_email.strip() and not people_of_organisation(party.organisation_id):
        party.contact_email = _address(contact_email, draft)
        _invite(party, person)
    party.asked_at, party.reminded_at = now(), None
    party.answered_at, party.answered_by, party.answer_text = None, None, ""
    party.save()
    reached = send_question(draft, party, reminder=False)
    note(party, "asked", person, "reports.party.asked", as_values(reached))
    return party, reached


def send_question(draft: ReportDraft, party: DraftParty, *, reminder: bool) -> Delivery:
    """Who the question was sent to. Raises UserError (field `contact_email`) where nobody can be reached."""
    facts = facts_of(draft)
    binding, _hash = binding_now(facts, party.pk)
    closes = answer_time(draft, now()).closes
    reached = notify_party(party, (PartyReminded if reminder else PartyAsked)(party, facts, binding, closes))
    if not reached:
        raise UserError(
            _("Nobody at %(name)s uses Fordel yet.") % {"name": party.organisation.name},
            _("Write the e-mail address of somebody there. They get the question and a way in."),
            "contact_email",
        )
    return reached


def _invite(party: DraftParty, person: Person) -> None:
    """Lets the contact in as somebody who acts for the party; one that is invited already is not invited again."""
    with suppress(UserError):
        invite_person(party.contact_email, actor=person, organisation=party.organisation)


def _address(text: str, draft: ReportDraft) -> str:
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError as error:
        raise UserError(
            _("«%(text)s» is not an e-mail address.") % {"text": address[:80]},
            _("Write it like name@example.no."),
            "contact_email",
        ) from error
    if address.lower() in (own.lower() for own in emails_of_organisation(draft.owner_id)):
        raise UserError(
            _("%(address)s belongs to somebody who acts for %(owner)s.")
            % {"address": address, "owner": draft.owner.name},
            _("Write the address of somebody at the partner. Nobody can answer for both."),
            "contact_email",
        )
    return address.lower()


@transaction.atomic
def remind_party(draft_id: int, party_id: int, person: Person, received_at: datetime) -> tuple[DraftParty, Delivery]:
    """The party and who was reminded. Possible for as long as an answer counts, also after the report is sent.

    Raises UserError where it was asked or reminded today already, or an answer no longer counts.
    """
    draft = lock_draft(draft_id)
    party = party_of(draft, party_id)
    if not answer_time(draft, received_at).is_open:
        raise UserError(_("It is too late to answer, so we send no reminder."), _("The answer stays as it is."))
    advance(PARTIES, party, "remind", person)
    if was_told_today(party, received_at):
        raise UserError(
            _("%(name)s has had a mail about this today.") % {"name": party.organisation.name},
            _("You can send a reminder tomorrow."),
        )
    party.reminded_at = now()
    party.save(update_fields=["state", "reminded_at"])
    reached = send_question(draft, party, reminder=True)
    note(party, "reminded", person, "reports.party.reminded", as_values(reached))
    return party, reached


def was_told_today(party: DraftParty, instant: datetime) -> bool:
    """Whether it was asked or reminded on the day of the instant."""
    told = [each for each in (party.asked_at, party.reminded_at) if each is not None]
    return bool(told) and max(told).astimezone(OSLO).date() == instant.astimezone(OSLO).date()
