"""Writes checked rows as reports, thousands at a time. Called inside a transaction that has locked the round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Any, Final

from fordel.core.needs_import.fields import Cell, shown
from fordel.parties.models import Municipality, Organisation, OrganisationKind, Person
from fordel.parties.names import name_key
from fordel.programme.models import Round
from fordel.reports.intake.services.check_import import Check, CheckedRow
from fordel.reports.intake.services.open_table import OpenTable
from fordel.reports.intake.services.resolve_row import NewOwner, ResolvedPartner, ResolvedRow
from fordel.reports.models import (
    ImportRow,
    NeedsReport,
    ReportPartner,
    ReportVersion,
    SpreadsheetImport,
)
from fordel.reports.selectors.report_fields import REPORT_FIELDS, Networks, ReportField, fields_of
from fordel.reports.selectors.reports import rows_of
from fordel.reports.selectors.snapshots import Snapshot, snapshot_of
from fordel.reports.services.index_report import index_reports
from fordel.reports.services.networks import ensure_networks
from fordel.shared.audit import Event, record_many
from fordel.shared.clock import now

_BATCH = 1000
_LARGEST_NUMBER = 2_147_483_647


def write_new(source: SpreadsheetImport, check: Check, rows: Sequence[CheckedRow], actor: Person | None) -> None:
    """Makes a report of each row, with partners, municipalities, source row and audit entry."""
    round_ = source.round
    owners = _register_owners(rows, actor, round_.office_id)
    networks, fields = _networks(round_, rows), fields_of(round_.scheme)
    instant = now()
    numbers = _numbers(check, rows)
    reports = []
    for row, number in zip(rows, numbers, strict=True):
        resolved = _resolved(row)
        owner_id = resolved.owner_id or owners[resolved.values.owner_number]
        report = NeedsReport(round=round_, number=number, owner_id=owner_id, identity=resolved.identity)
        _fill(report, resolved, fields, networks, instant)
        reports.append(report)
    NeedsReport.objects.bulk_create(reports, batch_size=_BATCH)
    _write_relations(reports, [_resolved(row) for row in rows])
    _write_sources(source, check.table, rows, reports, "created")
    events = [
        Event("reports.report.imported", report, {"amount": report.amount, "import": source.pk}) for report in reports
    ]
    record_many(events, actor=actor, office=round_.office_id)
    index_reports(report.pk for report in reports)


def write_changes(source: SpreadsheetImport, check: Check, rows: Sequence[CheckedRow], actor: Person | None) -> None:
    """Updates the reports of changed rows; what each said before is kept as a version."""
    if not rows:
        return
    round_ = source.round
    networks = _networks(round_, rows)
    instant = now()
    ids = [row.existing.id for row in rows if row.existing]
    fields = fields_of(round_.scheme)
    before = {row.id: row for row in rows_of(NeedsReport.objects.filter(pk__in=ids))}
    reports = NeedsReport.objects.select_for_update().in_bulk(ids)
    ordered, versions = [], []
    for row, pk in zip(rows, ids, strict=True):
        report, old = reports[pk], snapshot_of(before[pk], fields)
        versions.append(
            ReportVersion(report=report, version=report.version, values=old, replaced_at=instant, replaced_by=actor)
        )
        _fill(report, _resolved(row), fields, networks, instant)
        report.version += 1
        ordered.append(report)
    ReportVersion.objects.bulk_create(versions, batch_size=_BATCH)
    NeedsReport.objects.bulk_update(ordered, CHANGED_FIELDS, batch_size=_BATCH)
    replace_relations(ordered, [_resolved(row).snapshot for row in rows])
    _write_sources(source, check.table, rows, ordered, "updated")
    events = [
        Event(
            "reports.report.updated",
            report,
            {
                "amount": report.amount,
                "before": before[report.pk].amount,
                "version": report.version,
                "import": source.pk,
            },
        )
        for report in ordered
    ]
    record_many(events, actor=actor, office=round_.office_id)
    index_reports(ids)


CHANGED_FIELDS: Final = [
    *(column for field in REPORT_FIELDS for column in field.columns),
    "answers",
    "content_hash",
    "version",
    "updated_at",
]


def _resolved(row: CheckedRow) -> ResolvedRow:
    if row.resolved is None:
        raise ValueError(f"row {row.row} was rejected and cannot be written")
    return row.resolved


def _fill(
    report: NeedsReport, resolved: ResolvedRow, fields: Sequence[ReportField], networks: Networks, instant: datetime
) -> None:
    report.municipality_id = resolved.municipality.id if resolved.municipality else None
    report.content_hash = resolved.content_hash
    fill_from_snapshot(report, resolved.snapshot, fields, networks, instant)


def fill_from_snapshot(
    report: NeedsReport,
    snapshot: Snapshot,
    fields: Sequence[ReportField],
    networks: Networks,
    instant: datetime,
) -> None:
    """Sets the report's own columns (not municipality, hash and version) to what the snapshot says."""
    for field in fields:
        if field.put:
            field.put(report, snapshot.get(field.key), networks)
    report.updated_at = instant


def _numbers(check: Check, rows: Sequence[CheckedRow]) -> list[int]:
    """The file's own numbers where they are free, else the next free ones after all that are used or asked for."""
    used = set(check.reference.used_numbers)
    wanted = [_own_number(row) for row in rows]
    chosen: list[int | None] = []
    for number in wanted:
        free = number is not None and number not in used
        chosen.append(number if free else None)
        if number is not None:
            used.add(number)
    following: Iterator[int] = count(max((n for n in used if n < _LARGEST_NUMBER), default=0) + 1)
    return [number if number is not None else next(following) for number in chosen]


def _own_number(row: CheckedRow) -> int | None:
    text = _resolved(row).values.number
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 10_000_000 else None


def _register_owners(rows: Sequence[CheckedRow], actor: Person | None, office_id: int) -> dict[str, int]:
    """Registers the private owners that are new; returns organisation number -> id."""
    new: dict[str, NewOwner] = {}
    for row in rows:
        owner = _resolved(row).new_owner
        if owner is not None:
            new.setdefault(owner.number, owner)
    made = Organisation.objects.bulk_create(
        [
            Organisation(
                organisation_number=owner.number,
                name=owner.name,
                kind=OrganisationKind.PRIVATE_OWNER,
                municipality_id=owner.municipality_id,
                source="import",
            )
            for owner in new.values()
        ],
        batch_size=_BATCH,
    )
    events = [
        Event("parties.organisation.registered", organisation, {"kind": organisation.kind}) for organisation in made
    ]
    if events:
        record_many(events, actor=actor, office=office_id)
    return {organisation.organisation_number or "": organisation.pk for organisation in made}


def _networks(round_: Round, rows: Sequence[CheckedRow]) -> dict[str, int]:
    """The office's networks by folded name, with those that the rows name for the first time."""
    named = {name_key(name): name for row in rows if (name := _resolved(row).network)}
    return ensure_networks(round_.office_id, named)


def _write_relations(reports: Sequence[NeedsReport], resolved: Sequence[ResolvedRow]) -> None:
    places = NeedsReport.participating.through
    partners: list[ReportPartner] = []
    taking_part: list[Any] = []
    for report, row in zip(reports, resolved, strict=True):
        for position, partner in enumerate(row.partners):
            partners.append(
                ReportPartner(report=report, organisation_id=_known(partner), amount=partner.amount, position=position)
            )
        taking_part.extend(places(needsreport_id=report.pk, municipality_id=place.id) for place in row.participating)
    ReportPartner.objects.bulk_create(partners, batch_size=_BATCH)
    places.objects.bulk_create(taking_part, batch_size=_BATCH)


def _known(partner: ResolvedPartner) -> int:
    if partner.organisation_id is None:
        raise ValueError("a partner is registered before its reports are written")
    return partner.organisation_id


def replace_relations(reports: Sequence[NeedsReport], snapshots: Sequence[Snapshot]) -> None:
    """Partners and municipalities of the reports become those of the snapshots."""
    places = NeedsReport.participating.through
    ReportPartner.objects.filter(report__in=reports).delete()
    places.objects.filter(needsreport__in=reports).delete()
    ids = dict(Municipality.objects.values_list("number", "id"))
    partners: list[ReportPartner] = []
    taking_part: list[Any] = []
    for report, snapshot in zip(reports, snapshots, strict=True):
        for position, partner in enumerate(snapshot["partners"]):
            partners.append(
                ReportPartner(
                    report=report,
                    organisation_id=partner["organisation"],
                    amount=partner["amount"],
                    position=position,
                )
            )
        taking_part.extend(
            places(needsreport_id=report.pk, municipality_id=ids[number]) for number in snapshot["participating"]
        )
    ReportPartner.objects.bulk_create(partners, batch_size=_BATCH)
    places.objects.bulk_create(taking_part, batch_size=_BATCH)


def _write_sources(
    source: SpreadsheetImport,
    table: OpenTable,
    rows: Sequence[CheckedRow],
    reports: Sequence[NeedsReport],
    outcome: str,
) -> None:
    ImportRow.objects.bulk_create(
        [
            ImportRow(source=source, row=row.row, cells=_cells(table, row.row), report=report, outcome=outcome)
            for row, report in zip(rows, reports, strict=True)
        ],
        batch_size=_BATCH,
    )


def _cells(table: OpenTable, row: int) -> list[list[str]]:
    """[heading, the cell as it stood] for the cells that were not empty, in the file's order."""
    cells: Sequence[Cell] = table.grid.rows[row - 1]
    return [[table.heading(column), shown(cell)] for column, cell in enumerate(cells) if cell is not None]
