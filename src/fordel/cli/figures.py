"""`fordel figures`: the catalogue of figures over the years, as a table or as JSON."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fordel.insight.selectors.years import YearsView

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", required=True, help="the office's short name, as in the address: nordland")
    parser.add_argument("--scheme", help="the scheme, as in the address: kollektiv (default: the office's main scheme)")
    parser.add_argument("--year", required=True, type=int, help="the last grant year: 2026")
    parser.add_argument("--json", action="store_true", help="the figures as JSON, also by group, owner and perspective")


def run(arguments: argparse.Namespace) -> int:
    """Prints the figures. Raises UserError for an office, a scheme or a year that does not exist."""
    from django.utils import translation  # lazy: settings not ready

    from fordel.insight.presentation.catalogue import as_json  # lazy: settings not ready
    from fordel.insight.selectors.years import years_of  # lazy: settings not ready
    from fordel.programme.selectors.rounds import named_round  # lazy: settings not ready

    with translation.override("nb"):
        view = years_of(named_round(arguments.office, arguments.scheme, arguments.year))
        print(json.dumps(as_json(view), ensure_ascii=False, indent=2) if arguments.json else _as_text(view))
    return 0


def _as_text(view: YearsView) -> str:
    """The table of the years, and the notes that belong to it."""
    from fordel.insight.presentation.catalogue import values_table  # lazy: settings not ready

    table = values_table(view)
    rows = [table.headings, *table.texts()]
    wide = [max(len(row[column]) for row in rows) for column in range(len(table.headings))]
    lines = ["  ".join(text.rjust(size) for text, size in zip(row, wide, strict=True)) for row in rows]
    notes = [f"{year.year}: {year.note}" for year in view.years if year.note]
    return "\n".join([*lines, "", *notes]).replace("\u00a0", " ").rstrip()
