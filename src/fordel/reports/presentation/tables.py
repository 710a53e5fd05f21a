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
from fordel.reports.presentation.words import FIELD_NAMES
from fordel.reports.selectors.reports import ReportRow
from fordel.shared.clock import OSLO
from fordel.shared.exports import Column
from fordel.shared.spreadsheets import Cell

_ORDER: Final = (
    Field.NUMBER,
    Field.SUBMITTED,
    Field.OWNER,
    Field.OWNER_NUMBER,
    Field.MUNICIPALITY,
    Field.TARGET_GROUP,
    Field.TITLE,
    Field.THEME,
    Field.NETWORK,
    Field.PARTICIPATING,
    Field.PARTNER,
    Field.SAMI,
    Field.DURATION,
    Field.AMOUNT,
    Field.PARTNER_AMOUNT,
    Field.EMPLOYEES,
    Field.CHILDREN,
    Field.TOOK_PART,
)
_OFFICE: Final = (
    Column("state", gettext_lazy("Handling status")),
    Column("assigned_to", gettext_lazy("Case officer")),
    Column("findings", gettext_lazy("Missing or wrong (count)")),
    Column("origin", gettext_lazy("How it came")),
    Column("received_at", gettext_lazy("Received by the server")),
)
MEMBER_COLUMNS: Final = tuple(Column(field.value, FIELD_NAMES[field]) for field in _ORDER)
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
    amounts = [partner.amount for partner in row.partners]
    return [
        row.number,
        row.submitted_on,
        row.owner_name,
        row.owner_number,
        row.municipality_number,
        row.group.name,
        row.title,
        row.theme,
        row.network_name,
        ", ".join(row.participating),
        "; ".join(partner.name for partner in row.partners),
        yes_no(row.sami_perspective),
        row.duration_years,
        row.amount,
        amounts[0] if len(amounts) == 1 else "; ".join(str(amount) for amount in amounts) or None,
        row.employees,
        row.children,
        yes_no(row.employees_took_part),
    ]


def closed_cells(number: int, owner: str) -> list[Cell]:
    """The same for a report that is closed to the reader: its number, its owner and why."""
    known: dict[Field, Cell] = {Field.NUMBER: number, Field.OWNER: owner, Field.TITLE: _("closed to you")}
    return [known.get(field) for field in _ORDER]


def yes_no(value: bool | None) -> str | None:
    """Yes or no in the active language, None where it was not given."""
    return None if value is None else (_("Yes") if value else _("No"))
