"""Looks up an organisation by its number: first among those registered here, then in Enhetsregisteret."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from fordel.core.organisation_number import is_organisation_number, normalise_organisation_number
from fordel.core.register_answers import Unit
from fordel.parties.models import Municipality, Organisation, OrganisationKind
from fordel.parties.registers.brreg import unit
from fordel.parties.registers.client import RegisterAway
from fordel.shared.errors import UserError


@dataclass(frozen=True)
class Found:
    """What is known. `organisation_id` is None for one that is only in the register. `closed` says why it can take no
    part (`deleted`, `bankrupt`, `winding_up`); empty where it can."""

    number: str
    name: str
    form: str = ""
    municipality_id: int | None = None
    municipality_name: str = ""
    language_form: str = ""
    closed: str = ""
    organisation_id: int | None = None
    kind: str = ""


@dataclass(frozen=True)
class NotFound:
    """No organisation has the number, or it cannot be one (`is_number` is False: the check digit is wrong)."""

    number: str
    is_number: bool = True


@dataclass(frozen=True)
class Away:
    """The register does not answer; what is needed can be written by hand."""

    number: str


_FIELD = "organisation_number"
_KINDS = {"KOMM": OrganisationKind.MUNICIPALITY, "FYLK": OrganisationKind.COUNTY_AUTHORITY}


def look_up_organisation(number: str) -> Found | NotFound | Away:
    """What is known of the number. Never raises for a register that is away; never changes anything but the cache."""
    number = normalise_organisation_number(number)
    if not is_organisation_number(number):
        return NotFound(number, is_number=False)
    here = Organisation.objects.select_related("municipality").filter(organisation_number=number).first()
    try:
        known = unit(number)
    except RegisterAway:
        return _from_here(here) if here is not None else Away(number)
    if known is None:
        return _from_here(here) if here is not None else NotFound(number)
    return _from_register(known, here)


def require_open(number: str) -> None:
    """Raises UserError (field `organisation_number`) where the register says that the organisation can take no part."""
    answer = look_up_organisation(number)
    if isinstance(answer, Found) and answer.closed:
        raise UserError(
            words_of_closed(answer), _("Look for a slip of the keys, or find out who has taken over."), _FIELD
        )


def words_of_closed(found: Found) -> str:
    """Why an organisation can take no part, in a sentence."""
    sentences = {
        "deleted": _("%(name)s is deleted from Enhetsregisteret."),
        "bankrupt": _("%(name)s is bankrupt, says Enhetsregisteret."),
        "winding_up": _("%(name)s is being wound up, says Enhetsregisteret."),
    }
    return sentences[found.closed] % {"name": found.name}


def _from_here(organisation: Organisation) -> Found:
    place = organisation.municipality
    return Found(
        number=organisation.organisation_number or "",
        name=organisation.name,
        municipality_id=place.pk if place else None,
        municipality_name=place.name if place else "",
        language_form=organisation.language_form,
        organisation_id=organisation.pk,
        kind=organisation.kind,
    )


def _from_register(known: Unit, here: Organisation | None) -> Found:
    place = Municipality.objects.filter(number=known.municipality_number).first()
    return Found(
        number=known.number,
        name=here.name if here else as_written(known.name),
        form=known.form,
        municipality_id=place.pk if place else None,
        municipality_name=place.name if place else "",
        language_form=(here.language_form if here else "") or known.language_form,
        closed=known.closed,
        organisation_id=here.pk if here else None,
        kind=here.kind if here else _KINDS.get(known.form, ""),
    )


def as_written(name: str) -> str:
    """The register's capitals as a name is written: `EKSEMPEL BARNEHAGER AS` becomes `Eksempel Barnehager AS`."""
    if name != name.upper():
        return name
    small, forms = (
        {"OG", "I", "FOR", "AV", "PÅ", "VED", "TIL"},
        {"AS", "SA", "ASA", "IKS", "KF", "FKF", "DA", "ANS", "BA"},
    )
    words = name.split()
    return " ".join(
        word if word in forms else word.lower() if word in small and place else word.capitalize()
        for place, word in enumerate(words)
    )
