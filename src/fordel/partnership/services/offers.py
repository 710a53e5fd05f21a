"""Keeps what a provider says it offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Organisation, Person
from fordel.partnership.models import ProviderOffer
from fordel.shared.audit import record
from fordel.shared.clock import now
from fordel.shared.errors import UserError
from fordel.shared.fields import fitting, require_address


@dataclass(frozen=True)
class OfferFacts:
    """What is offered; `capacity` is half-year -> measures, without those that nothing is said of."""

    text: str
    themes: tuple[str, ...]
    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    capacity: Mapping[str, int]
    contact: str
    email: str


@transaction.atomic
def save_offer(organisation: Organisation, facts: OfferFacts, person: Person) -> ProviderOffer:
    """The provider's offer as it is from now on. Raises UserError that names the field."""
    if not facts.kinds:
        raise UserError(_("No kind of measure is chosen."), _("Choose at least one."), "kinds")
    email = facts.email.strip()
    if email:
        require_address(email, "email")
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    values = {
        "text": fitting(facts.text.strip(), 2000, "text"),
        "themes": list(facts.themes),
        "kinds": list(facts.kinds),
        "languages": list(facts.languages),
        "capacity": dict(facts.capacity),
        "contact": fitting(" ".join(facts.contact.split()), 120, "contact"),
        "email": email,
        "changed_at": now(),
        "changed_by": person,
    }
    found, _made = ProviderOffer.objects.update_or_create(organisation=organisation, defaults=values)
    record("partnership.offer.saved", actor=person, subject=organisation, office=None)
    return found
