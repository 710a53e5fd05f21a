"""Reports as rows of a file: the columns of the files that come in, and then what the office knows of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fordel.core.needs_import.fields import Field
from fordel.reports.models import NeedsReport, ReportOrigin, ReportState
from fordel.reports.selectors.report_fields import REPORT_FIELDS
from fordel.reports.selectors.reports import ReportRow
from fordel.shared.clock import OSLO
from fordel.shared.exports import Column
from fordel.shared.spreadsheets import Cell

_OFFICE: Final = (
    Column("state", gettext_lazy("Handling status")),
    Column("assigned_to", gettext_lazy("Case officer")),
    Column("findings", gettext_lazy("Missing or wrong (count)")),
    Column("origin", gettext_lazy("How it came")),
    Column("received_at", gettext_lazy("Received by the server")),
)
MEMBER_COLUMNS: Final = tuple(Column(field.code.value, field.name) for field in REPORT_FIELDS)
COLUMNS: Final = (*MEMBER_COLUMNS, *_OFFICE)


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


def export_rows(rows: Iterable[ReportRow], facts: Mapping[int, OfficeFacts]) -> Iterator[list[Cell]]:
    """A row of cells for each report, in the order of COLUMNS; amounts as numbers."""
    for row in rows:
        known = facts[row.id]
        yield [
            *report_cells(row),
            str(ReportState(known.state).label),
            known.assigned_to,
            known.findings,
            str(ReportOrigin(known.origin).label),
            known.received_at.astimezone(OSLO).replace(tzinfo=None) if known.received_at else None,
        ]


def report_cells(row: ReportRow) -> list[Cell]:
    """What the owner has reported, in the order of MEMBER_COLUMNS."""
    return [field.cell(row) for field in REPORT_FIELDS]


def closed_cells(number: int, owner: str) -> list[Cell]:
    """The same for a report that is closed to the reader: its number, its owner and why."""
    known: dict[Field, Cell] = {Field.NUMBER: number, Field.OWNER: owner, Field.TITLE: _("closed to you")}
    return [known.get(field.code) for field in REPORT_FIELDS]
