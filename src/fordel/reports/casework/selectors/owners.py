"""Owners that an office may register a report for, or give a later deadline."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q, QuerySet

from fordel.parties.models import Organisation
from fordel.programme.models import Round
from fordel.programme.selectors.schemes import scheme_of

MOST_HITS = 20


class OwnerHit(NamedTuple):
    id: int
    name: str
    number: str
    municipality: str


def _owners(round_: Round) -> QuerySet[Organisation]:
    """Those of the kinds that the scheme lets report, in the office's area (or registered without a municipality)."""
    form = scheme_of(round_.scheme).form
    kinds = form.owner_kinds if form else ()
    here = Q(municipality__office=round_.office_id) | Q(municipality__isnull=True)
    return Organisation.objects.filter(here, kind__in=kinds)


def find_owners(round_: Round, text: str) -> list[OwnerHit]:
    """Those whose name has every word, or whose organisation number begins so; at most MOST_HITS, by name. One query,
    none without a word."""
    words = text.split()[:6]
    number = "".join(words)
    if not words:
        return []
    if number.isascii() and number.isdigit():
        found = _owners(round_).filter(organisation_number__startswith=number)
    else:
        found = _owners(round_)
        for word in words:
            found = found.filter(name__icontains=word)
    rows = found.order_by("name").values_list("pk", "name", "organisation_number", "municipality__name")[:MOST_HITS]
    return [OwnerHit(pk, name, number or "", place or "") for pk, name, number, place in rows]


def owner_of_office(round_: Round, owner_id: int) -> Organisation | None:
    """The owner with the id, or None where it is none of the office's. One query."""
    return _owners(round_).filter(pk=owner_id).first()
