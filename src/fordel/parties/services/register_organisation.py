"""Registers an organisation that takes part, once."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fordel.parties.models import Organisation, OrganisationKind, Person
from fordel.shared.audit import record
from fordel.shared.errors import UserError


@transaction.atomic
def register_organisation(
    name: str,
    kind: OrganisationKind | str,
    *,
    organisation_number: str | None = None,
    municipality_id: int | None = None,
    language_form: str = "",
    actor: Person | None,
    source: str = "manual",
    office: int | None = None,
) -> Organisation:
    """The new organisation. `office` is where it is done, for the log. Raises UserError if its number is already
    registered; nothing is changed then."""
    taken = Organisation.objects.filter(organisation_number=organisation_number or "").first()
    if taken is not None:
        raise _already_there(taken)
    try:
        with transaction.atomic():
            made = Organisation.objects.create(
                name=name[:200],
                kind=kind,
                organisation_number=organisation_number,
                municipality_id=municipality_id,
                language_form=language_form,
                source=source,
            )
    except IntegrityError as error:  # somebody registered it between the question and the answer
        raise _already_there(Organisation.objects.get(organisation_number=organisation_number)) from error
    record("parties.organisation.registered", actor=actor, subject=made, office=office, details={"kind": str(kind)})
    return made


def _already_there(organisation: Organisation) -> UserError:
    return UserError(
        _("Organisation number %(number)s is already registered, as %(name)s.")
        % {"number": organisation.organisation_number, "name": organisation.name},
        _("Use the organisation that is registered, or correct the number."),
        field="organisation_number",
    )
