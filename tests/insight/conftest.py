"""Nordland's 52 reports from the demo file, made through the models: the figures are what is tested here, not the
import. `make_report` adds one more, `copy_of` reads the rows so that a test can change one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook

from fordel.core.amounts import parse_kroner
from fordel.demo.former import load_former_years
from fordel.parties.models import Municipality, Network, Office, Organisation, OrganisationAlias
from fordel.parties.names import name_key
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.open_round import open_round
from fordel.reports.models import NeedsReport, ReportPartner
from tests.conftest import DEMO_FILE
from tests.support.groups import group_in
from tests.support.prepared import prepared

GROUPS = {"Barnehage": "kindergarten", "Skole": "school", "Begge": "both"}
KINDS = {"Fagskolen i Nordland": "vocational_college", "Statped": "other_provider"}


def demo_rows() -> list[dict[str, Any]]:
    """The rows of the demo file as plain values; amounts in kroner."""
    sheet = CalamineWorkbook.from_path(str(DEMO_FILE)).get_sheet_by_index(0).to_python()
    start = next(index for index, row in enumerate(sheet) if row[0] == "Nr")
    found = []
    for row in sheet[start + 1 :]:
        if not isinstance(row[0], float):
            break
        amount = row[13] if isinstance(row[13], float) else parse_kroner(row[13])
        found.append(
            {
                "number": int(row[0]),
                "owner": row[2],
                "municipality": str(row[4]),
                "target_group": GROUPS[row[5]],
                "title": row[6],
                "theme": row[7],
                "network": row[8],
                "participating": [name.strip() for name in row[9].split(",") if name.strip()],
                "partner": row[10],
                "sami": {"Ja": True, "Nei": False}.get(row[11]),
                "amount": int(amount),
                "partner_amount": int(row[14]),
            }
        )
    return found


def partner_named(name: str) -> Organisation:
    """The university by name or alias, else a provider made for the test."""
    alias = OrganisationAlias.objects.filter(key=name_key(name)).select_related("organisation").first()
    if alias:
        return alias.organisation
    kind = KINDS.get(name, "university")
    found = Organisation.objects.filter(name=name).first() or Organisation.objects.filter(name__startswith=name).first()
    return found or Organisation.objects.create(name=name, kind=kind, source="manual")


def make_report(round_: Round, row: dict[str, Any]) -> NeedsReport:
    """One report with its partner and participating municipalities."""
    office: Office = round_.office
    place = Municipality.objects.filter(number=row.get("municipality", "")).first()
    name = row.get("owner", "En eier")
    owner = Organisation.objects.filter(name=name, municipality=place).first()
    owner = owner or Organisation.objects.create(name=name, kind="private_owner", source="manual", municipality=place)
    network = None
    if row.get("network"):
        network, _ = Network.objects.get_or_create(
            office=office, key=name_key(row["network"]), defaults={"name": row["network"]}
        )
    report = NeedsReport.objects.create(
        round=round_,
        number=row["number"],
        owner=owner,
        municipality=place,
        target_group=group_in(round_, row.get("target_group", "school")),
        title=row.get("title", f"Tiltak {row['number']}"),
        theme=row.get("theme", ""),
        network=network,
        sami_perspective=row.get("sami"),
        amount=row["amount"],
        identity=f"test {row['number']}",
        content_hash="-",
        updated_at=datetime(2026, 2, 1, tzinfo=UTC),
    )
    names = row.get("participating", [])
    report.participating.set(Municipality.objects.filter(office=office, name__in=names))
    if row.get("partner"):
        ReportPartner.objects.create(
            report=report, organisation=partner_named(row["partner"]), amount=row.get("partner_amount", 0)
        )
    return report


@pytest.fixture
def load(nordland: Round) -> Callable[[list[dict[str, Any]]], Round]:
    """Puts rows into Nordland's round for 2026."""

    def put(rows: list[dict[str, Any]]) -> Round:
        for row in rows:
            make_report(nordland, row)
        return Round.objects.select_related("office", "scheme").get(pk=nordland.pk)

    return put


@pytest.fixture
def full_case(load: Callable[[list[dict[str, Any]]], Round]) -> Round:
    """The real case of 2026: 52 reports."""
    return load(demo_rows())


@pytest.fixture
def years(reference_data: None, settings: Any) -> Round:
    """The demo's years 2023–2025, decided, and 2026 with twelve reports and nothing recommended."""
    settings.FORDEL_DEMO = True

    def build() -> Round:
        office = Office.objects.get(slug="nordland")
        with translation.override("nb"):
            load_former_years(office)
        scheme = SchemeVersion.objects.get(code="collective", year=2026)
        round_ = open_round(office, scheme, {"kindergarten": 11_000_000, "school": 17_000_000}, None)
        for row in demo_rows()[:12]:
            make_report(round_, row)
        return round_

    round_ = prepared("years", build)
    return Round.objects.select_related("office", "scheme").get(pk=round_.pk)
