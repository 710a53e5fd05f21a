"""The invented scheme (tests/schemes/lifelong-2026.toml): a round of it, with reports, at an office."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.services.load_schemes import load_schemes
from fordel.programme.services.open_round import open_round
from fordel.reports.intake.services.apply_import import import_file

LIFELONG: Final = Path(__file__).resolve().parents[1] / "schemes" / "lifelong-2026.toml"
FRAMES: Final = {"culture": 3_000_000, "adult": 2_000_000, "library": 1_000_000}
# what people write, kroner
ROWS: Final = (
    ("Kulturskole", 900_000),
    ("kulturskoler", 600_000),
    ("Voksne", 700_000),
    ("Vaksne", 400_000),
    ("Lesere", 800_000),
    ("Alle", 1_000_000),
    ("alle sammen", 500_000),
)


def report_lifelong(round_: Round, officer: Person, title: str = "Tiltak") -> Round:
    """A report for each row, from the municipalities of the office in turn: «Tiltak 1», «Tiltak 2» …"""
    municipalities = Organisation.objects.filter(kind="municipality", municipality__office=round_.office)
    owners = list(municipalities.order_by("pk")[: len(ROWS)])
    partner = Organisation.objects.filter(kind="university").order_by("pk")[0]
    lines = ["Nr;Eier;Org.nr;Målgruppe;Tiltak;Tema;Samarbeidspartner;Meldt behov 2026 (kr);Herav til UH (kr)"]
    for number, ((group, amount), owner) in enumerate(zip(ROWS, owners, strict=True), 1):
        lines.append(
            f"{number};{owner.name};{owner.organisation_number};{group};{title} {number};Lesing;"
            f"{partner.name};{amount};1000"
        )
    outcome = import_file(round_, "livslang.csv", "\n".join(lines).encode(), officer)
    assert (outcome.accepted, outcome.problems) == (len(ROWS), [])
    return round_


def lifelong_beside(round_: Round, officer: Person) -> Round:
    """A round of the invented scheme at the same office in the same year, with reports called «Livslangt tiltak 1» …"""
    load_schemes(LIFELONG.parent)
    beside = open_round(round_.office, SchemeVersion.objects.get(code="lifelong"), FRAMES, None)
    return report_lifelong(beside, officer, "Livslangt tiltak")
