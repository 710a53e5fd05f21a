"""Reads what somebody writes about an organisation, and the box to tick before one is erased."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.organisation_number import (
    is_organisation_number,
    is_synthetic_organisation_number,
    normalise_organisation_number,
)
from fordel.parties.models import LanguageForm, Office, OrganisationKind
from fordel.parties.selectors.organisations import municipalities_of
from fordel.shared.errors import UserError
from fordel.shared.fields import id_from_form
from fordel.shared.pages.forms import PageForm, TickField

KINDS = (
    OrganisationKind.COUNTY_AUTHORITY,
    OrganisationKind.PRIVATE_OWNER,
    OrganisationKind.UNIVERSITY,
    OrganisationKind.VOCATIONAL_COLLEGE,
    OrganisationKind.OTHER_PROVIDER,
)


@dataclass(frozen=True)
class NewOrganisation:
    name: str
    kind: OrganisationKind
    number: str | None
    municipality_id: int | None
    language_form: str


def read_organisation(typed: QueryDict, office: Office) -> NewOrganisation:
    """What was typed, checked. Raises UserError that names the field."""
    name, kind = typed.get("name", "").strip(), typed.get("kind", "")
    if not name:
        raise UserError(_("The name is missing."), _("Write the name as it is registered."), "name")
    if kind not in KINDS:
        raise UserError(_("Choose what kind of organisation it is."), "", "kind")
    municipality = _municipality(typed.get("municipality", ""), office)
    is_owner = kind in (OrganisationKind.COUNTY_AUTHORITY, OrganisationKind.PRIVATE_OWNER)
    if is_owner and municipality is None:
        raise UserError(_("Choose the municipality that the owner belongs to."), "", "municipality")
    number = _number(typed.get("organisation_number", ""), is_required=is_owner)
    form = typed.get("language_form", "")
    return NewOrganisation(name, OrganisationKind(kind), number, municipality, form if form in LanguageForm else "")


def _municipality(text: str, office: Office) -> int | None:
    allowed = {pk for pk, _name in municipalities_of(office)}
    return chosen if (chosen := id_from_form(text)) in allowed else None


def _number(text: str, *, is_required: bool) -> str | None:
    if not text.strip() and not is_required:
        return None
    number = normalise_organisation_number(text)
    synthetic = is_synthetic_organisation_number(number) and not (settings.FORDEL_DEMO or settings.FORDEL_TEST)
    if not is_organisation_number(number) or synthetic:
        raise UserError(
            _("«%(number)s» is not an organisation number.") % {"number": text.strip()[:20]},
            _("It has nine digits, and the last one is a check digit. Look for a slip of the keys."),
            "organisation_number",
        )
    return number


class EraseForm(PageForm):
    """That a person has read what goes and what stays."""

    sure = TickField(gettext_lazy("I have understood what goes and what stays"))
