"""Organisations in the search box."""

from __future__ import annotations

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from fordel.parties.actors import Actor
from fordel.parties.models import Office, Role
from fordel.parties.plugs.search import MOST_HITS, Found, Hit
from fordel.parties.selectors.organisations import organisations_of
from fordel.shared.search import search_query


def organisation_hits(actor: Actor, words: str) -> Found | None:
    """Those that the office works with, for those who work there and its auditors. One query."""
    is_staff = actor.is_in(Role.CASE_OFFICER, Role.APPROVER, Role.AUDITOR)
    if not is_staff or actor.office_id is None or search_query(words) is None:
        return None
    office = Office(pk=actor.office_id)
    rows = organisations_of(office, words.strip()).values_list("pk", "name", "organisation_number")[:MOST_HITS]
    where = {"office": actor.office_slug}
    hits = [
        Hit(name, reverse("organisation", kwargs={**where, "organisation_id": pk}), number or "")
        for pk, name, number in rows
    ]
    return Found(_("Organisations"), hits, f"{reverse('organisations', kwargs=where)}?{urlencode({'q': words})}")
