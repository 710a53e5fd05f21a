"""The open data: the files fit their standards, hold the figures of the catalogue, and nothing that is not open."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fordel.insight.selectors.years import years_of
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport
from tests.support.html import html_of
from tests.support.json_schema import errors_in

pytestmark = pytest.mark.django_db
ClientAs = Callable[..., Client]
_SCHEMAS: Final = Path(__file__).resolve().parents[1] / "corpus" / "360giving"
_BASE: Final = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/%s/schema/360-giving-schema.json"
_OFFICE: Final = {"office": "nordland"}
_MANDATORY: Final = {
    "http://www.w3.org/ns/dcat#Catalog": ("dct:title", "dct:description", "dct:publisher", "dcat:dataset"),
    "http://www.w3.org/ns/dcat#Dataset": (
        "dct:identifier", "dct:title", "dct:description", "dct:publisher", "dct:accessRights", "dcat:theme",
        "dcat:contactPoint", "dcat:distribution",
    ),
    "http://www.w3.org/ns/dcat#Distribution": ("dcat:accessURL", "dct:license", "dct:format"),
}  # fmt: skip
_NAMES: Final = {"dct": "http://purl.org/dc/terms/", "dcat": "http://www.w3.org/ns/dcat#"}
_IRI: Final = r'<[^\x00-\x20<>"{}|^`\\]+:[^\x00-\x20<>"{}|^`\\]*>'
_STATEMENT: Final = re.compile(rf'({_IRI}) ({_IRI}) (?:({_IRI})|"((?:[^"\\\n\r]|\\[tbnrf"\'\\])*)"@[a-z]+) \.')
"""A line of N-Triples, which is Turtle and RDF; only these forms are written."""


def _get(name: str, client: Client | None = None) -> Any:
    return (client or Client()).get(reverse(name, kwargs=_OFFICE))


def _schemas() -> tuple[dict[str, Any], dict[str, Any]]:
    package, grant = (
        json.loads((_SCHEMAS / name).read_text(encoding="utf-8"))
        for name in ("360-giving-package-schema.json", "360-giving-schema.json")
    )
    return package, {_BASE % version: grant for version in ("1.4.2", "1.4.3")}


def test_the_grants_fit_the_schema_of_360giving(years: Round) -> None:
    package, others = _schemas()
    found = _get("open-data-json").json()
    assert errors_in(found, package, others) == []
    assert len({each["id"] for each in found["grants"]}) == len(found["grants"]) > 100
    for spoilt in ("title", "awardDate", "recipientOrganization"):
        broken = json.loads(json.dumps(found))
        del broken["grants"][0][spoilt]
        assert errors_in(broken, package, others), f"the schema notices that {spoilt} is missing"
    broken = json.loads(json.dumps(found))
    broken["grants"][0]["amountAwarded"] = "mye"
    assert errors_in(broken, package, others)


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
    about: dict[str, dict[str, list[str]]] = {}
    for line in _get("open-data-description").content.decode().splitlines():
        matched = _STATEMENT.fullmatch(line)
        assert matched, f"no statement: {line}"
        subject, name, target, text = matched.groups()
        about.setdefault(subject[1:-1], {}).setdefault(name[1:-1], []).append(target[1:-1] if target else text)
    for kind, names in _MANDATORY.items():
        subjects = [each for each in about.values() if kind in each["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]]
        assert subjects, kind
        for each in subjects:
            for name in names:
                prefix, _, rest = name.partition(":")
                assert each.get(_NAMES[prefix] + rest), (kind, name)
    (dataset,) = [each for each in about.values() if _NAMES["dcat"] + "distribution" in each]
    for distribution in dataset[_NAMES["dcat"] + "distribution"]:
        (address,) = about[distribution][_NAMES["dcat"] + "downloadURL"]
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
    for name in ("open-data", "open-data-json", "open-data-csv"):
        _get(name)
        with CaptureQueriesContext(connection) as queries:
            _get(name)
        assert len(queries) == 3, name
