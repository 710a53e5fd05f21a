"""The open data: the files fit their standards, hold the figures of the catalogue, and nothing that is not open."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from jsonschema import Draft202012Validator, FormatChecker
from rdflib import DCAT, DCTERMS, RDF, Graph
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from fordel.insight.selectors.years import years_of
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from tests.support.html import html_of

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
_SCHEMAS: Final = Path(__file__).resolve().parents[1] / "corpus" / "360giving"
_BASE: Final = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/%s/schema/360-giving-schema.json"
_OFFICE: Final = {"office": "nordland"}
_MANDATORY: Final = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (
        DCTERMS.identifier, DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.accessRights, DCAT.theme,
        DCAT.contactPoint, DCAT.distribution,
    ),
    DCAT.Distribution: (DCAT.accessURL, DCTERMS.license, DCTERMS.format),
}  # fmt: skip
"""The mandatory properties of DCAT-AP-NO 2, and what data.norge.no asks for besides."""


def _get(name: str, client: Client | None = None) -> Any:
    return (client or Client()).get(reverse(name, kwargs=_OFFICE))


_FORMATS: Final = FormatChecker(("date", "email"))


@_FORMATS.checks("date-time", raises=ValueError)
def _is_moment(text: object) -> bool:
    return not isinstance(text, str) or ("T" in text and datetime.fromisoformat(text).tzinfo is not None)


def _validator() -> Draft202012Validator:
    package, grant = (
        json.loads((_SCHEMAS / name).read_text(encoding="utf-8"))
        for name in ("360-giving-package-schema.json", "360-giving-schema.json")
    )
    others = [(_BASE % version, DRAFT202012.create_resource(grant)) for version in ("1.4.2", "1.4.3")]
    return Draft202012Validator(package, registry=Registry().with_resources(others), format_checker=_FORMATS)


def test_the_grants_fit_the_schema_of_360giving(years: Round) -> None:
    found, validator = _get("open-data-json").json(), _validator()
    assert [each.message for each in validator.iter_errors(found)] == []
    assert len({each["id"] for each in found["grants"]}) == len(found["grants"]) > 100
    for spoilt in ("title", "awardDate", "recipientOrganization"):
        broken = json.loads(json.dumps(found))
        del broken["grants"][0][spoilt]
        assert not validator.is_valid(broken), f"the schema notices that {spoilt} is missing"
    broken = json.loads(json.dumps(found))
    broken["grants"][0]["amountAwarded"] = "mye"
    assert not validator.is_valid(broken)


def test_json_and_csv_hold_what_the_catalogue_says_is_granted(years: Round) -> None:
    rows = list(csv.DictReader(io.StringIO(_get("open-data-csv").content.decode("utf-8-sig")), delimiter=";"))
    grants = _get("open-data-json").json()["grants"]
    assert [int(row["kroner"]) for row in rows] == [each["amountAwarded"] for each in grants]
    page = " ".join(html_of(_get("open-data")).split())
    for year in years_of(years).years:
        granted = year.values["granted"]
        assert sum(int(row["kroner"]) for row in rows if row["ar"] == str(year.year)) == (granted or 0)
        if granted:
            assert f"{granted:,}".replace(",", " ") in page
            assert "eksempler" in page


def test_the_description_is_rdf_with_every_mandatory_property(years: Round) -> None:
    graph = Graph().parse(data=_get("open-data-description").content, format="turtle")
    for kind, names in _MANDATORY.items():
        subjects = list(graph.subjects(RDF.type, kind))
        assert subjects, kind
        for each in subjects:
            for name in names:
                assert graph.value(each, name), (kind, name)
    addresses = [str(address) for address in graph.objects(None, DCAT.downloadURL)]
    assert len(addresses) == 2
    for address in addresses:
        assert Client().get(f"/nordland{address.partition('/nordland')[2]}").status_code == 200


def test_what_is_not_decided_or_not_open_is_in_no_file(years: Round) -> None:
    """Of 2026 nothing is decided: none of its measures, amounts or days is in a file."""
    waiting = NeedsReport.objects.filter(round=years).values_list("title", flat=True)
    texts = [_get(name).content.decode() for name in ("open-data-json", "open-data-csv", "open-data")]
    former = set(NeedsReport.objects.exclude(round=years).values_list("title", flat=True))
    for title in set(waiting) - former:
        assert all(title not in text for text in texts), title
    assert not re.search(r"[\w.]+@[\w.]+\.\w+", texts[0] + texts[1]), "no address of a person"
    assert all("2026" not in row["awardDate"] for row in json.loads(texts[0])["grants"])


def test_before_the_first_decision_there_is_a_page_and_no_package(nordland: Round) -> None:
    assert "Ingenting er vedtatt ennå." in html_of(_get("open-data"))
    assert _get("open-data-json").status_code == 404
    assert _get("open-data-csv").status_code == 200


def test_the_files_take_the_same_queries_for_any_number_of_grants(years: Round) -> None:
    for name, count in (("open-data", 4), ("open-data-json", 3), ("open-data-csv", 3)):
        _get(name)
        with CaptureQueriesContext(connection) as queries:
            _get(name)
        assert len(queries) == count, name
