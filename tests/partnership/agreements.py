"""Agreements as both sides make them, for tests of several folders."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fordel.parties.models import Organisation, Person, RoleAssignment
from fordel.partnership.models import Agreement, Partnership
from fordel.partnership.selectors.agreements import agreement_from_url
from fordel.partnership.services.agreement_document import AGREEMENT_DOCUMENT, hash_now
from fordel.partnership.services.agreements import begin_agreement
from fordel.partnership.services.sign import sign_agreement
from fordel.shared.clock import now, today
from fordel.writing.selectors.fields import fields_of
from fordel.writing.services.save_fields import Edit, save_fields


def signatory(person_as: Any, role: str, organisation: Organisation) -> Person:
    """Somebody new at the organisation who has the right to sign for it."""
    person: Person = person_as(role, organisation=organisation)
    RoleAssignment.objects.filter(person=person, organisation=organisation).update(may_sign=True)
    return person


def begun(between: Partnership, person: Person, *, days: int = 400) -> Agreement:
    """A draft of the owner, from today and so many days on."""
    agreement = begin_agreement(between, "owner", "nb", person)
    period = {"first_day": f"{today():%d.%m.%Y}", "last_day": f"{today() + timedelta(days=days):%d.%m.%Y}"}
    write(agreement, period, person)
    return agreement


def write(agreement: Agreement, texts: dict[str, Any], person: Person) -> None:
    versions = {key: version for key, _value, version in fields_of(agreement.pk)}
    edits = [Edit(key, text, versions.get(key, 0), is_html=True) for key, text in texts.items()]
    save_fields(AGREEMENT_DOCUMENT, agreement.pk, person, edits, now())


def shown(agreement: Agreement) -> str:
    """The checksum that the page shows now."""
    found = agreement_from_url(agreement.pk)
    return hash_now(found, AGREEMENT_DOCUMENT.facts(found))


def sign(agreement: Agreement, person: Person) -> Agreement:
    return sign_agreement(agreement.pk, person, shown(agreement), now())


def in_force(between: Partnership, owner: Person, provider: Person, *, days: int = 400) -> Agreement:
    """An agreement that both have signed."""
    agreement = begun(between, owner, days=days)
    sign(agreement, owner)
    return sign(agreement, provider)
