"""Offices, municipalities and universities that every installation starts with.

Sources: SSB Klass 131, Kartverket (CC BY 4.0) and the public registers; the files lie in `parties/data`.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

from django.db import transaction

from fordel.parties.events import NamesChanged
from fordel.parties.models import Municipality, Office, Organisation, OrganisationAlias, OrganisationKind
from fordel.parties.names import name_key
from fordel.shared.events import emit

DATA: Final = Path(__file__).resolve().parents[1] / "data"
_SHARED_SERVICE_CENTRE: Final = "921627009"
_NYNORSK_PREFIX: Final = "Statsforvaltaren"
_SLUG_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "o", "å": "a", " ": "-", ",": ""})


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [{key: ("" if value == "null" else value) for key, value in row.items()} for row in csv.DictReader(file)]


def _region(name: str) -> str:
    return name.split(" i ", 1)[1]


@transaction.atomic
def load_reference_data() -> dict[str, int]:
    """Makes or refreshes the ten offices, 357 municipalities (as places and as owners), 29 universities and the
    best-known providers that are no university.

    Returns how many there are of each. Running it again changes nothing that people have entered (language form).
    """
    known = _known()
    offices = _load_offices()
    municipalities = _load_municipalities(offices)
    universities = _load_universities()
    other_providers = _load_other_providers()
    _tell_changes(known)
    return {
        "offices": len(offices),
        "municipalities": municipalities,
        "universities": universities,
        "other_providers": other_providers,
    }


Known = tuple[dict[int, tuple[str, str]], dict[int, str]]


def _known() -> Known:
    """What organisations (with their kind) and municipalities are called now, by id."""
    organisations = {pk: (name, kind) for pk, name, kind in Organisation.objects.values_list("pk", "name", "kind")}
    return organisations, dict(Municipality.objects.values_list("pk", "name"))


def _tell_changes(former: Known) -> None:
    organisations, municipalities = _known()
    changed = NamesChanged(
        organisations=frozenset(pk for pk, was in former[0].items() if organisations[pk] != was),
        municipalities=frozenset(pk for pk, was in former[1].items() if municipalities[pk] != was),
    )
    if changed.organisations or changed.municipalities:
        emit(changed)


def _load_offices() -> dict[str, Office]:
    offices = {}
    for row in _rows("offices.csv"):
        if row["orgnr"] == _SHARED_SERVICE_CENTRE:
            continue
        region = _region(row["navn"])
        offices[row["orgnr"]], _ = Office.objects.update_or_create(
            organisation_number=row["orgnr"],
            defaults={
                "slug": region.lower().translate(_SLUG_LETTERS),
                "name": row["navn"],
                "region_name": region,
                "main_scheme": row["hovedordning"],
                "counties": row["fylkesnumre"].split(),
                "language_form": "nn" if row["navn"].startswith(_NYNORSK_PREFIX) else "nb",
            },
        )
    return offices


def _load_municipalities(offices: dict[str, Office]) -> int:
    rows = _rows("municipalities.csv")
    Municipality.objects.bulk_create(
        [
            Municipality(
                number=row["kommunenummer"],
                name=row["navn"],
                official_name=row["navn_offisielt"],
                county_number=row["fylkesnummer"],
                office=offices[row["statsforvalter_orgnr"]],
                latitude=float(row["breddegrad"]) if row["breddegrad"] else None,
                longitude=float(row["lengdegrad"]) if row["lengdegrad"] else None,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["name", "official_name", "county_number", "office", "latitude", "longitude"],
    )
    places = dict(Municipality.objects.values_list("number", "pk"))
    Organisation.objects.bulk_create(
        [
            Organisation(
                organisation_number=row["orgnr"],
                name=f"{row['navn']} kommune",
                kind=OrganisationKind.MUNICIPALITY,
                municipality_id=places[row["kommunenummer"]],
                source="register",
            )
            for row in rows
            if row["orgnr"]
        ],
        update_conflicts=True,
        unique_fields=["organisation_number"],
        update_fields=["name", "kind", "municipality"],
    )
    for row in rows:
        if not row["orgnr"]:
            Organisation.objects.get_or_create(
                kind=OrganisationKind.MUNICIPALITY,
                municipality_id=places[row["kommunenummer"]],
                defaults={"name": f"{row['navn']} kommune", "source": "register"},
            )
    return len(rows)


def _load_universities() -> int:
    rows = _rows("universities.csv")
    for row in rows:
        organisation, _ = Organisation.objects.update_or_create(
            organisation_number=row["orgnr"],
            defaults={"name": row["navn"], "kind": OrganisationKind.UNIVERSITY, "source": "register"},
        )
        for name in (row["navn"], *filter(None, row["aliaser"].split(";"))):
            OrganisationAlias.objects.update_or_create(
                key=name_key(name), defaults={"name": name, "organisation": organisation}
            )
    return len(rows)


def _load_other_providers() -> int:
    """Providers that are found by name: we hold no organisation number that we are certain of for them."""
    rows = _rows("other_providers.csv")
    for row in rows:
        known = OrganisationAlias.objects.filter(key=name_key(row["navn"])).first()
        organisation = (
            known.organisation
            if known
            else Organisation.objects.create(name=row["navn"], kind=row["slag"], source="register")
        )
        for name in (row["navn"], *filter(None, row["aliaser"].split(";"))):
            OrganisationAlias.objects.get_or_create(
                key=name_key(name), defaults={"name": name, "organisation": organisation}
            )
    return len(rows)
