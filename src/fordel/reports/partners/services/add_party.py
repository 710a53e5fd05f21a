"""The parties of a draft: adds and removes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fordel.core.organisation_number import (
    is_organisation_number,
    is_synthetic_organisation_number,
    normalise_organisation_number,
)
from fordel.parties.models import Organisation, OrganisationAlias, OrganisationKind, Person
from fordel.parties.names import name_key
from fordel.parties.services.organisations import register_organisation
from fordel.reports.models import DraftParty, PartyRole, PartyState, ReportDraft
from fordel.reports.partners.notices import PartyRemoved
from fordel.reports.partners.services.ask_party import notify_party
from fordel.reports.partners.services.common import next_position, open_draft, party_of, touch
from fordel.reports.partners.services.events import note
from fordel.reports.partners.services.party_rules import PARTIES
from fordel.reports.partners.services.tell_change import notice_changes
from fordel.reports.selectors.draft_facts import facts_of, form_of
from fordel.shared.audit import record
from fordel.shared.errors import UserError
from fordel.shared.lifecycles import advance


@dataclass(frozen=True)
class Wanted:
    """Who is to be added: the id of a known organisation, or what was typed about it."""

    role: str
    organisation_id: int = 0
    number: str = ""
    name: str = ""
    kind: str = ""


@transaction.atomic
def add_party(draft_id: int, person: Person, wanted: Wanted, received_at: datetime) -> DraftParty:
    """The new party, not asked yet; the one that is there already where it was added before in the same role.

    An organisation that nobody has registered is registered by number, name and kind. Raises ClosedError, and UserError
    with the field that is wrong.
    """
    draft = open_draft(draft_id, received_at)
    if wanted.role not in PartyRole.values:
        raise UserError(_("Choose what the organisation does in the report."), _("Partner, or owner in the network."))
    kinds = _kinds(draft, wanted.role)
    organisation = _organisation(wanted, kinds, person, draft.round.office_id)
    _refuse_unfit(draft, organisation, wanted.role, kinds)
    known = DraftParty.objects.select_related("organisation").filter(draft=draft, organisation=organisation).first()
    if known is not None:
        if known.role == wanted.role:
            return known
        raise UserError(
            _("%(name)s is in the report already, in another role.") % {"name": organisation.name},
            _("Take it out first, and add it again."),
            "organisation",
        )
    party = DraftParty.objects.create(
        draft=draft, organisation=organisation, role=wanted.role, position=next_position(draft, wanted.role)
    )
    note(party, "added", person, "reports.party.added")
    notice_changes(draft, None)
    touch(draft)
    return party


def _kinds(draft: ReportDraft, role: str) -> tuple[str, ...]:
    form = form_of(draft.round)
    return form.partner_kinds if role == PartyRole.PARTNER else form.owner_kinds


def _refuse_unfit(draft: ReportDraft, organisation: Organisation, role: str, kinds: tuple[str, ...]) -> None:
    if organisation.pk == draft.owner_id:
        raise UserError(
            _("%(name)s is the owner of the report.") % {"name": organisation.name},
            _("Add only others. Your own part is first in the budget."),
            "organisation",
        )
    if organisation.kind not in kinds:
        as_partner = role == PartyRole.PARTNER
        text = (
            _("%(name)s cannot be a partner in this scheme.")
            if as_partner
            else _("%(name)s cannot be an owner in the network in this scheme.")
        )
        other = PartyRole.NETWORK_OWNER if as_partner else PartyRole.PARTNER
        fix = _("Choose another organisation.")
        if organisation.kind in _kinds(draft, other):
            fix = _("Add it as an owner in the network instead.") if as_partner else _("Add it as a partner instead.")
        raise UserError(text % {"name": organisation.name}, fix, "organisation")


def _organisation(wanted: Wanted, kinds: tuple[str, ...], person: Person, office: int) -> Organisation:
    if wanted.organisation_id:
        found = Organisation.objects.filter(pk=wanted.organisation_id).first()
        if found is not None:
            return found
    if wanted.number.strip():
        return _by_number(wanted, kinds, person, office)
    if wanted.name.strip():
        return _by_name(wanted.name, kinds)
    raise UserError(
        _("Choose an organisation."),
        _("Choose one in the list, or write its name or organisation number."),
        "organisation",
    )


def _by_number(wanted: Wanted, kinds: tuple[str, ...], person: Person, office: int) -> Organisation:
    number = normalise_organisation_number(wanted.number)
    if not is_organisation_number(number):
        raise UserError(
            _("«%(text)s» is not an organisation number.") % {"text": wanted.number.strip()[:40]},
            _("It has nine digits. Check it in Brønnøysundregistrene."),
            "number",
        )
    found = Organisation.objects.filter(organisation_number=number).first()
    if found is not None:
        return found
    if is_synthetic_organisation_number(number) and not (settings.FORDEL_DEMO or settings.FORDEL_TEST):
        raise UserError(
            _("The organisation number is from the range for test data."),
            _("Write the organisation's real number."),
            "number",
        )
    if not wanted.name.strip():
        raise UserError(
            _("We do not know organisation number %(number)s yet.") % {"number": number},
            _("Write the organisation's name too. It is then registered."),
            "name",
        )
    if wanted.kind not in kinds:
        raise UserError(
            _("Choose what kind of organisation %(name)s is.") % {"name": wanted.name.strip()[:80]},
            _("It is new to us, so we need to know."),
            "kind",
        )
    kind = OrganisationKind(wanted.kind)
    return register_organisation(
        wanted.name.strip(), kind, organisation_number=number, actor=person, source="owner", office=office
    )


def _by_name(name: str, kinds: tuple[str, ...]) -> Organisation:
    key = name_key(name)
    known = Organisation.objects.filter(kind__in=kinds)
    found = [each for each in known.filter(name__icontains=name.strip()[:60]) if name_key(each.name) == key]
    if not found:
        alias = OrganisationAlias.objects.filter(key=key, organisation__kind__in=kinds)
        found = [each.organisation for each in alias.select_related("organisation")]
    if len(found) == 1:
        return found[0]
    alike = list(known.filter(name__icontains=name.strip()[:60]).order_by("name").values_list("name", flat=True)[:4])
    if len(alike) == 1:
        return known.get(name=alike[0]) if known.filter(name=alike[0]).count() == 1 else _unsure(name, alike)
    return _unsure(name, alike)


def _unsure(name: str, alike: list[str]) -> Organisation:
    if alike:
        raise UserError(
            _("Several organisations can be «%(name)s»: %(names)s.")
            % {"name": name.strip()[:80], "names": ", ".join(alike)},
            _("Write the whole name, or the organisation number."),
            "name",
        )
    raise UserError(
        _("We do not know «%(name)s».") % {"name": name.strip()[:80]},
        _("Write the organisation number too. You find it in Brønnøysundregistrene."),
        "number",
    )


_KNOWS = (PartyState.ASKED, PartyState.CONFIRMED, PartyState.CHANGED)


@transaction.atomic
def remove_party(draft_id: int, party_id: int, person: Person, received_at: datetime) -> str:
    """Return the name of who is out. What was budgeted for it stays in the history; a party that was asked is notified.
    Raises ClosedError, and UserError where it is out already."""
    draft = open_draft(draft_id, received_at)
    party = party_of(draft, party_id)
    source = advance(PARTIES, party, "remove", person).source
    if source in _KNOWS:
        facts = facts_of(draft)
        notify_party(party, PartyRemoved(party, facts))
    details = {"party": party.pk, "organisation": party.organisation_id, "role": party.role, "state": source}
    record("reports.party.removed", actor=person, subject=draft, office=draft.round.office_id, details=details)
    name = party.organisation.name
    party.delete()
    notice_changes(draft, None)
    touch(draft)
    return name
