"""Thousands of reports in one round, to see how the pages carry them."""

from __future__ import annotations

import csv
import io
from typing import Final

from fordel.parties.models import Organisation, Person
from fordel.programme.models import Round
from fordel.reports.intake.services.apply_import import import_file

COUNT: Final = 5_000
_HEADINGS: Final = (
    "Nr", "Eier", "Org.nr", "Kommunenr", "Målgruppe", "Tiltak", "Tema", "Samarbeidspartner", "Varighet (år)",
    "Meldt behov 2026 (kr)",
)  # fmt: skip
_GROUPS: Final = ("Barnehage", "Skole", "Begge")
_MEASURES: Final = (  # measure, theme
    ("Språk i leken", "Språk og lesing"),
    ("Vurdering for læring", "Vurdering"),
    ("Inkluderende praksis", "Inkludering"),
    ("Digital dømmekraft", "Digital praksis"),
    ("Natur og realfag", "Naturfag"),
)


def load_many(round_: Round, officer: Person) -> None:
    """Made-up reports from the county's municipalities, of 5 600 kroner at most: the frames are nearly used."""
    owners = list(
        Organisation.objects.filter(kind="municipality", municipality__office=round_.office_id)
        .order_by("pk")
        .values_list("name", "organisation_number", "municipality__number")
    )
    rows = io.StringIO()
    writer = csv.writer(rows, delimiter=";")
    writer.writerow(_HEADINGS)
    for number in range(1, COUNT + 1):
        measure, theme = _MEASURES[number % len(_MEASURES)]
        owner, group = owners[number % len(owners)], _GROUPS[number % len(_GROUPS)]
        amount = 2_000 + number * 37 % 3_600
        cells = (f"{measure} {number}", theme, "Nord universitet", 1 + number % 3, amount)
        writer.writerow((number, *owner, group, *cells))
    import_file(round_, "mange.csv", rows.getvalue().encode(), officer)
