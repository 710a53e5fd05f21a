"""How the log names people, organisations and what they asked of one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from fordel.parties.models import (
    Invitation,
    JoinRequest,
    LanguageForm,
    Organisation,
    OrganisationKind,
    Person,
    Role,
)
from fordel.shared.log_words import UNSAID, Detail, Details, Named, Subject, choice, count, flag

ORGANISATION: Final = "parties.organisation"
PERSON: Final = "parties.person"


def _people(ids: Sequence[int]) -> Mapping[int, Named]:
    return {pk: Named(name) for pk, name in Person.objects.filter(pk__in=ids).values_list("pk", "name")}


def _organisations(ids: Sequence[int]) -> Mapping[int, Named]:
    return {pk: Named(name) for pk, name in Organisation.objects.filter(pk__in=ids).values_list("pk", "name")}


def _invitations(ids: Sequence[int]) -> Mapping[int, Named]:
    """By the place, not the address: an address may be erased, and is nobody's name."""
    rows = Invitation.objects.filter(pk__in=ids).values_list("pk", "organisation__name", "office__name")
    return {pk: Named(organisation or office or "") for pk, organisation, office in rows}


def _requests(ids: Sequence[int]) -> Mapping[int, Named]:
    rows = JoinRequest.objects.filter(pk__in=ids).values_list("pk", "person__name", "organisation__name")
    return {pk: Named(f"{person}, {organisation}") for pk, person, organisation in rows}


LOG_SUBJECTS: Final = (
    Subject(PERSON, _("Person"), _people),
    Subject(ORGANISATION, _("Organisation"), _organisations),
    Subject("parties.invitation", _("Invitation"), _invitations),
    Subject("parties.joinrequest", _("Request to join"), _requests),
)
_ROLE: Final = {
    "role": choice(_("Role"), Role),
    "organisation": Detail(_("At"), of=ORGANISATION),
    "office": UNSAID,
    "source": UNSAID,
    "administrator": flag(_("Administrator")),
}
LOG_DETAILS: Final[Details] = {
    "parties.organisation": {
        "kind": choice(_("Kind"), OrganisationKind),
        "form": choice(_("Form of Norwegian"), LanguageForm),
        "former": choice(_("Before"), LanguageForm),
        "from_file": flag(_("From a file")),
    },
    "parties.alias": {"alias": UNSAID},
    "parties.person": {"what": UNSAID, "sessions": count(_("Devices")), "method": UNSAID},
    "parties.role": _ROLE,
    "parties.invitation": _ROLE,
    "parties.join_request": {"organisation": Detail(_("To"), of=ORGANISATION)},
}
