"""Reports as rows of a file: the columns of the files that come in, and then what the office knows of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.needs_import.fields import Field
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport, ReportOrigin, ReportState
from fordel.reports.selectors.report_fields import ReportField, fields_of
from fordel.reports.selectors.reports import ReportRow, rows_of
from fordel.shared.clock import OSLO
from fordel.shared.exports import Column, list_file
from fordel.shared.spreadsheets import Cell

_OFFICE: Final = (
    Column("state", gettext_lazy("Handling status")),
    Column("assigned_to", gettext_lazy("Case officer")),
    Column("findings", gettext_lazy("Missing or wrong (count)")),
    Column("origin", gettext_lazy("How it came")),
    Column("received_at", gettext_lazy("Received by the server")),
)


class OfficeFacts(NamedTuple):
    """What the office knows of a report. `received_at` is None for imported ones."""

    state: str
    assigned_to: str | None
    findings: int
    origin: str
    received_at: datetime | None


def office_facts(reports: QuerySet[NeedsReport]) -> dict[int, OfficeFacts]:
    """Report id -> what the office knows of it. One query."""
    fields = ("pk", "state", "assigned_to__name", "findings", "origin", "received_at")
    return {pk: OfficeFacts(*rest) for pk, *rest in reports.order_by().values_list(*fields)}


def columns_of(fields: Iterable[ReportField]) -> list[Column]:
    """The columns for what the owners have reported; `fields` are those of the round's scheme."""
    return [Column(field.code, field.name) for field in fields]


def office_file(
    kind: str, round_: Round, reports: QuerySet[NeedsReport], about: Mapping[str, Any], part: str = ""
) -> HttpResponse:
    """The reports of the round as .xlsx, .csv or .json, with everything the office knows; `part` names a selection."""
    fields = fields_of(round_.scheme)
    title = _("Needs reports %(year)s") % {"year": round_.year}
    rows = export_rows(rows_of(reports), office_facts(reports), fields)
    return list_file(kind, f"behovsmeldinger-{round_.file_part}{part}", title, office_columns(fields), rows, about)


def office_columns(fields: Iterable[ReportField]) -> list[Column]:
    """The same, and then those for what the office knows of each report."""
    return [*columns_of(fields), *_OFFICE]


def export_rows(
    rows: Iterable[ReportRow], facts: Mapping[int, OfficeFacts], fields: Sequence[ReportField]
) -> Iterator[list[Cell]]:
    """A row of cells for each report, in the order of `office_columns`; amounts as numbers."""
    for row in rows:
        known = facts[row.id]
        yield [
            *report_cells(row, fields),
            str(ReportState(known.state).label),
            known.assigned_to,
            known.findings,
            str(ReportOrigin(known.origin).label),
            known.received_at.astimezone(OSLO).replace(tzinfo=None) if known.received_at else None,
        ]


def report_cells(row: ReportRow, fields: Iterable[ReportField]) -> list[Cell]:
    """What the owner has reported, in the order of `columns_of`."""
    return [field.cell(row) for field in fields]


def closed_cells(number: int, owner: str, fields: Iterable[ReportField]) -> list[Cell]:
    """The same for a report that is closed to the reader: its number, its owner and why."""
    known: dict[str, Cell] = {Field.NUMBER: number, Field.OWNER: owner, Field.TITLE: _("closed to you")}
    return [known.get(field.code) for field in fields]
