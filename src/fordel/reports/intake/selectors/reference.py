"""Everything a file of needs reports is looked up against, fetched once per file in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from fordel.parties.models import PARTNER_KINDS, Municipality, Network, Organisation, OrganisationAlias
from fordel.parties.names import name_key
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport


class KnownOrganisation(NamedTuple):
    id: int
    number: str
    name: str
    kind: str
    municipality_id: int | None


class Place(NamedTuple):
    id: int
    number: str
    name: str
    office_id: int


class KnownReport(NamedTuple):
    id: int
    number: int
    content_hash: str


@dataclass(frozen=True)
class Reference:
    """The registers as dictionaries. Names are folded with `name_key`."""

    office_id: int
    by_number: dict[str, KnownOrganisation]
    owners_by_name: dict[str, list[KnownOrganisation]]
    partners: dict[str, KnownOrganisation]
    places: dict[str, Place]
    places_by_id: dict[int, Place]
    own_places_by_name: dict[str, Place]
    other_places_by_name: dict[str, list[Place]]
    networks: dict[str, tuple[int, str]]
    reports: dict[str, KnownReport]
    used_numbers: set[int]

    def place_called(self, text: str) -> Place | None:
        """The municipality of a number or a name: in the office's area first, elsewhere only where the name is one."""
        if text in self.places:
            return self.places[text]
        key = name_key(text).removesuffix(" kommune").removesuffix(" kommunen")
        if key in self.own_places_by_name:
            return self.own_places_by_name[key]
        others = self.other_places_by_name.get(key, [])
        return others[0] if len(others) == 1 else None


def load_reference(round_: Round, owner_numbers: Collection[str]) -> Reference:
    """The registers that the rows of a file may point into. Five queries."""
    office_id = round_.office_id
    registered = list(Municipality.objects.values_list("id", "number", "name", "office_id", "official_name"))
    places = [Place(*row[:4]) for row in registered]
    official = {row[0]: row[4] for row in registered}
    organisations = _organisations(office_id, owner_numbers)
    own, other = _places_by_name(places, official, office_id)
    owners: defaultdict[str, list[KnownOrganisation]] = defaultdict(list)
    partners: dict[str, KnownOrganisation] = {}
    for organisation in organisations:
        if organisation.kind in PARTNER_KINDS:
            partners.setdefault(name_key(organisation.name), organisation)
        else:
            owners[name_key(organisation.name).removesuffix(" kommune")].append(organisation)
    by_id = {organisation.id: organisation for organisation in organisations}
    for key, organisation_id in OrganisationAlias.objects.values_list("key", "organisation_id"):
        if organisation_id in by_id and by_id[organisation_id].kind in PARTNER_KINDS:
            partners[key] = by_id[organisation_id]
    reports = NeedsReport.objects.filter(round=round_).values_list("identity", "id", "number", "content_hash")
    known = {identity: KnownReport(pk, number, content) for identity, pk, number, content in reports}
    return Reference(
        office_id=office_id,
        by_number={organisation.number: organisation for organisation in organisations if organisation.number},
        owners_by_name=dict(owners),
        partners=partners,
        places={place.number: place for place in places},
        places_by_id={place.id: place for place in places},
        own_places_by_name=own,
        other_places_by_name=other,
        networks={
            key: (pk, name)
            for key, pk, name in Network.objects.filter(office=office_id).values_list("key", "id", "name")
        },
        reports=known,
        used_numbers={report.number for report in known.values()},
    )


def _organisations(office_id: int, numbers: Collection[str]) -> list[KnownOrganisation]:
    wanted = (
        Q(kind__in=PARTNER_KINDS) | Q(municipality__office=office_id) | Q(organisation_number__in=list(set(numbers)))
    )
    rows = Organisation.objects.filter(wanted).values_list(
        "id", "organisation_number", "name", "kind", "municipality_id"
    )
    return [KnownOrganisation(pk, number or "", name, kind, place) for pk, number, name, kind, place in rows]


def _places_by_name(
    places: list[Place], official: dict[int, str], office_id: int
) -> tuple[dict[str, Place], dict[str, list[Place]]]:
    """Names (Norwegian, official and each part of an official name) to places: the office's own, and all others."""
    own: dict[str, Place] = {}
    other: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        names = {place.name, official[place.id], *official[place.id].split(" - ")}
        for key in {name_key(name) for name in names}:
            if place.office_id == office_id:
                own[key] = place
            else:
                other[key].append(place)
    return own, dict(other)
