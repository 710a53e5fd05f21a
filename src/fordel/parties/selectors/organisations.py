"""Organisations as an office knows them."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from fordel.parties.models import PARTNER_KINDS, Municipality, Office, Organisation
from fordel.shared.errors import UserError


def office_from_url(office: str, **_rest: object) -> Office:
    """The office itself, as the target of a page that belongs to no year. Raises Http404."""
    found = Office.objects.filter(slug=office).first()
    if found is None:
        raise Http404
    found.office_id = found.pk  # type: ignore[attr-defined]  # what the rules look at
    return found


def organisations_of(office: Office, search: str = "") -> QuerySet[Organisation]:
    """Owners in the office's municipalities and every provider, by name; `search` looks in name and number."""
    found = Organisation.objects.filter(Q(municipality__office=office) | Q(kind__in=PARTNER_KINDS))
    if search:
        found = found.filter(Q(name__icontains=search) | Q(organisation_number__startswith=search.replace(" ", "")))
    return found.select_related("municipality").order_by("name")


def chosen_organisation(office: Office, key: int, field: str = "organisation") -> Organisation | None:
    """The organisation of the office's that is chosen by its id; None for 0. Raises UserError that names the field. One
    query at most."""
    found = organisations_of(office).filter(pk=key).first() if key else None
    if key and found is None:
        raise UserError(_("The organisation is not known."), _("Choose among those on the list."), field)
    return found


def municipalities_of(office: Office) -> list[tuple[int, str]]:
    """(id, name) of the office's municipalities by number."""
    return list(Municipality.objects.filter(office=office).order_by("number").values_list("pk", "name"))
