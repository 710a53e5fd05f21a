"""The open data of an office: grants as 360Giving JSON and CSV, and a DCAT-AP-NO description of both."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from fordel.insight.presentation.exports.download import Download
from fordel.insight.selectors.open_data import OpenGrant
from fordel.parties.models import Office
from fordel.shared.addresses import full_address
from fordel.shared.clock import OSLO
from fordel.shared.spreadsheets.write import write_csv

LICENCE: Final = "https://data.norge.no/nlod/no/2.0"
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority"
_HEADINGS: Final = (
    "ar", "ordning", "tiltak", "mottaker", "organisasjonsnummer", "kommune", "kommunenummer", "kroner", "vedtatt",
    "merknad",
)  # fmt: skip


def _organisation(number: str | None, name: str, own_id: str) -> dict[str, str]:
    """With the number in the Norwegian register if it has one."""
    return {"id": f"NO-BRC-{number}" if number else own_id, "name": name}


def grants_json(office: Office, grants: Sequence[OpenGrant], at: datetime) -> Download:
    """A package of grants after the 360Giving standard 1.4; there is always one grant in a package."""
    package = {
        "version": "1.4",
        "title": f"Tilskudd fra {office.name}",
        "issued": at.astimezone(OSLO).date().isoformat(),
        "modified": at.isoformat(),
        "identifier": f"360G-{office.slug}",
        "publisher": {"name": office.name, "identifier": f"NO-BRC-{office.organisation_number}"},
        "license": LICENCE,
        "grants": [_grant(office, each) for each in grants],
    }
    content = json.dumps(package, ensure_ascii=False, indent=1).encode()
    return Download(f"{office.slug}-tilskudd.json", "application/json", content)


def _grant(office: Office, grant: OpenGrant) -> dict[str, Any]:
    place = {
        "name": grant.municipality or office.region_name,
        "countryCode": "NO",
        **({"geoCode": grant.municipality_number, "geoCodeType": "kommunenummer"} if grant.municipality_number else {}),
    }
    about = f"{grant.scheme_name} {grant.year}. {grant.note}".strip()
    return {
        "id": f"360G-{office.slug}-{grant.id}",
        "title": grant.measure,
        "description": about,
        "currency": "NOK",
        "amountAwarded": grant.amount,
        "awardDate": grant.decided_on.isoformat(),
        "fundingOrganization": [_organisation(office.organisation_number, office.name, "")],
        "recipientOrganization": [
            _organisation(
                grant.recipient_number, grant.recipient, f"360G-{office.slug}-organisation-{grant.recipient_id}"
            )
        ],
        "beneficiaryLocation": [place],
        "grantProgramme": [{"code": grant.scheme, "title": grant.scheme_name}],
        "fromOpenCall": "Yes",
        "dateModified": grant.decided_at.isoformat(),
    }


def grants_csv(office: Office, grants: Iterable[OpenGrant]) -> Download:
    """A row for each grant; the headings are the same in every language, for programs."""
    rows: list[list[str | int]] = [
        [
            each.year,
            each.scheme,
            each.measure,
            each.recipient,
            each.recipient_number or "",
            each.municipality or "",
            each.municipality_number or "",
            each.amount,
            each.decided_on.isoformat(),
            each.note,
        ]
        for each in grants
    ]
    return Download(f"{office.slug}-tilskudd.csv", "text/csv; charset=utf-8", write_csv(_HEADINGS, rows))


def description(office: Office) -> Download:
    """The catalogue, the data set and its files as DCAT-AP-NO, in Turtle with a whole statement on each line."""
    base = full_address(reverse("open-data", kwargs={"office": office.slug}))
    publisher = f"https://data.brreg.no/enhetsregisteret/api/enheter/{office.organisation_number}"
    catalogue, dataset, contact = f"{base}#katalog", f"{base}#tilskudd", f"{base}#kontakt"
    what = f"Tilskudd til kompetanseutvikling som {office.name} har vedtatt: mottaker, tiltak, kroner og dato."
    what = f"{what} Det som er unntatt offentlighet, er ikke med."
    found = [
        _is(catalogue, "http://www.w3.org/ns/dcat#Catalog"),
        _text(catalogue, "dct:title", f"Åpne data fra {office.name}"),
        _text(catalogue, "dct:description", what),
        _link(catalogue, "dct:publisher", publisher),
        _link(catalogue, "dcat:dataset", dataset),
        _link(catalogue, "dcat:contactPoint", contact),
        _is(dataset, "http://www.w3.org/ns/dcat#Dataset"),
        _text(dataset, "dct:identifier", dataset),
        _text(dataset, "dct:title", f"Tilskudd fra {office.name}"),
        _text(dataset, "dct:description", what),
        _link(dataset, "dct:publisher", publisher),
        _link(dataset, "dct:accessRights", f"{_AUTHORITY}/access-right/PUBLIC"),
        _link(dataset, "dcat:theme", f"{_AUTHORITY}/data-theme/EDUC"),
        _link(dataset, "dcat:contactPoint", contact),
        _is(contact, "http://www.w3.org/2006/vcard/ns#Organization"),
        _text(contact, "vcard:fn", office.name),
        *([_link(contact, "vcard:hasEmail", f"mailto:{office.email}")] if office.email else []),
        _is(publisher, "http://xmlns.com/foaf/0.1/Agent"),
        _text(publisher, "foaf:name", office.name),
        _text(publisher, "dct:identifier", office.organisation_number),
    ]
    for name, kind in (("open-data-json", "JSON"), ("open-data-csv", "CSV")):
        found += _file(dataset, full_address(reverse(name, kwargs={"office": office.slug})), kind)
    content = "".join(f"{line}\n" for line in found).encode()
    return Download(f"{office.slug}-katalog.ttl", "text/turtle; charset=utf-8", content)


def _file(dataset: str, address: str, kind: str) -> list[str]:
    distribution = f"{address}#fil"
    return [
        _link(dataset, "dcat:distribution", distribution),
        _is(distribution, "http://www.w3.org/ns/dcat#Distribution"),
        _text(distribution, "dct:title", f"Tilskudd ({kind})"),
        _link(distribution, "dcat:accessURL", address),
        _link(distribution, "dcat:downloadURL", address),
        _link(distribution, "dct:license", LICENCE),
        _link(distribution, "dct:format", f"{_AUTHORITY}/file-type/{kind}"),
    ]


_PREFIXES: Final = {
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def _whole(name: str) -> str:
    prefix, _, rest = name.partition(":")
    return f"<{_PREFIXES[prefix]}{rest}>"


def _is(subject: str, kind: str) -> str:
    return f"<{subject}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{kind}> ."


def _link(subject: str, name: str, target: str) -> str:
    return f"<{subject}> {_whole(name)} <{target}> ."


def _text(subject: str, name: str, text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'<{subject}> {_whole(name)} "{escaped}"@nb .'
