"""Asks a party whether it takes part: logged, and sent to its people."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from fordel.notices.services.notify import Delivery
from fordel.parties.models import Person
from fordel.parties.selectors.people import emails_of_organisation, people_of_organisation
from fordel.parties.services.invite_person import invite_person
from fordel.reports.drafting.selectors.draft_facts import facts_of
from fordel.reports.models import DraftParty, ReportDraft
from fordel.reports.partners.notices import PartyAsked, PartyReminded
from fordel.reports.partners.selectors.asked import answer_time, binding_now
from fordel.reports.partners.services.common import open_draft, party_of
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.notify_party import as_values, notify_party
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


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
    note(party, "asked", person, "needs.party.asked", as_values(reached))
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
