"""Remembers another name of an organisation, so that nobody is asked about it twice."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Organisation, OrganisationAlias, Person
from fordel.parties.names import name_key
from fordel.shared.audit import record
from fordel.shared.errors import UserError


@transaction.atomic
def remember_alias(
    organisation: Organisation, name: str, *, actor: Person | None, office: int | None = None
) -> OrganisationAlias:
    """The alias, made or found. `office` is where it is done, for the log. Raises UserError if the name already belongs
    to another organisation."""
    alias, made = OrganisationAlias.objects.get_or_create(
        key=name_key(name)[:200], defaults={"name": name[:200], "organisation": organisation}
    )
    if alias.organisation_id != organisation.pk:
        raise UserError(
            _("«%(name)s» is already known as another name of %(organisation)s.")
            % {"name": name, "organisation": alias.organisation.name},
            _("Choose that organisation, or write the name in full."),
        )
    if made:
        details = {"alias": alias.pk}
        record("parties.alias.remembered", actor=actor, subject=organisation, office=office, details=details)
    return alias
