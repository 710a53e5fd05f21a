"""Reads of needs reports that lists, exports, the status page and the distribution share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import QuerySet

from fordel.programme.models import Round
from fordel.programme.selectors.groups import Group, groups_of
from fordel.reports.models import NeedsReport, ReportMessage, ReportPartner


class PartnerShare(NamedTuple):
    """A partner of a measure and the part of the amount that goes to it (whole kroner)."""

    organisation_id: int
    name: str
    kind: str
    amount: int


class ReportRow(NamedTuple):
    """One report as plain values. `amount` is whole kroner; `target_group` is the code of `group`,
    which has its name and the lines that may pay the report.

    `municipality_number` is '' where the report has none; `network_name` is '' where the owner reports alone;
    `participating` holds the numbers of the municipalities that take part; None is "not given". `answers` are those to
    counted questions, by the question's code.
    """

    id: int
    number: int
    owner_id: int
    owner_name: str
    owner_kind: str
    owner_number: str
    municipality_number: str
    municipality_name: str
    target_group: str
    title: str
    theme: str
    network_id: int | None
    network_name: str
    sami_perspective: bool | None
    duration_years: int | None
    amount: int
    employees: int | None
    children: int | None
    employees_took_part: bool | None
    submitted_on: date | None
    version: int
    content_hash: str
    round_id: int
    answers: Mapping[str, str]
    partners: tuple[PartnerShare, ...]
    participating: tuple[str, ...]
    group: Group


_PATHS = {
    "owner_name": "owner__name",
    "owner_kind": "owner__kind",
    "owner_number": "owner__organisation_number",
    "municipality_number": "municipality__number",
    "municipality_name": "municipality__name",
    "target_group": "target_group__code",
    "network_name": "network__name",
}
_READ_APART = ("partners", "participating", "group")
_FIELDS = tuple(_PATHS.get(name, name) for name in ReportRow._fields if name not in _READ_APART)
_TEXTS = tuple(
    _FIELDS.index(name)
    for name in ("owner__organisation_number", "municipality__number", "municipality__name", "network__name")
)
_GROUP, _ROUND = _FIELDS.index("target_group__code"), _FIELDS.index("round_id")


def group_of(report: NeedsReport) -> Group:
    """The target group of a report that has been read already. No query once the round's groups are known."""
    return next(group for group in groups_of(report.round_id).every if group.id == report.target_group_id)


def reports_of_round(round_: Round) -> QuerySet[NeedsReport]:
    """The round's reports that stand, in the order of their numbers, to filter further."""
    return NeedsReport.objects.counted().filter(round=round_).order_by("number")


def report_rows(round_: Round) -> list[ReportRow]:
    """Every report of the round as plain values, by number. Three queries whatever the number of reports."""
    return rows_of(reports_of_round(round_))


def closed_rows(round_: Round, closed: frozenset[int]) -> list[tuple[int, str]]:
    """(number, owner) of the reports with these ids, by number: all that is shown of them. One query, none for none."""
    if not closed:
        return []
    return list(reports_of_round(round_).filter(pk__in=closed).values_list("number", "owner__name"))


def bare_rows(round_: Round) -> list[ReportRow]:
    """Every report of the round without its partners and places: what a distribution is computed from. One query."""
    return _rows(list(reports_of_round(round_).values_list(*_FIELDS)), {}, {})


def rows_of(reports: QuerySet[NeedsReport]) -> list[ReportRow]:
    """The reports of a queryset as plain values, in its order. Three queries whatever the number of reports."""
    values = list(reports.values_list(*_FIELDS))
    ids = [row[0] for row in values]
    return _rows(values, partners_of(ids), _participating_of(ids))


def _rows(
    values: list[tuple[Any, ...]], partners: Mapping[int, list[PartnerShare]], places: Mapping[int, list[str]]
) -> list[ReportRow]:
    found = []
    for row in values:
        cells: list[Any] = list(row)
        for position in _TEXTS:
            cells[position] = cells[position] or ""
        group = groups_of(cells[_ROUND]).of(cells[_GROUP])
        found.append(ReportRow._make([*cells, tuple(partners.get(row[0], ())), tuple(places.get(row[0], ())), group]))
    return found


def row_of(report: NeedsReport, partners: Iterable[PartnerShare], participating: Iterable[str]) -> ReportRow:
    """One report that has been read already, with its owner, municipality and network, as plain values. No queries."""

    def value(path: str) -> Any:
        found: Any = report
        for name in path.split("__"):
            found = getattr(found, name, None)
        return found

    values = [tuple(value(path) for path in _FIELDS)]
    return _rows(values, {report.pk: list(partners)}, {report.pk: list(participating)})[0]


def partners_of(report_ids: Iterable[int]) -> dict[int, list[PartnerShare]]:
    """Report id -> its partners in order, amounts in kroner. One query."""
    found: defaultdict[int, list[PartnerShare]] = defaultdict(list)
    rows = (
        ReportPartner.objects.filter(report__in=list(report_ids))
        .order_by("report_id", "position")
        .values_list("report_id", "organisation_id", "organisation__name", "organisation__kind", "amount")
    )
    for report_id, organisation_id, name, kind, amount in rows:
        found[report_id].append(PartnerShare(organisation_id, name, kind, amount))
    return found


def _participating_of(report_ids: Iterable[int]) -> dict[int, list[str]]:
    """Report id -> numbers of the municipalities that take part, in order. One query."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = (
        NeedsReport.participating.through.objects.filter(needsreport__in=list(report_ids))
        .order_by("needsreport_id", "municipality__number")
        .values_list("needsreport_id", "municipality__number")
    )
    for report_id, number in rows:
        found[report_id].append(number)
    return found


def questions_to_owner() -> QuerySet[ReportMessage]:
    """The office's questions with a day to answer by that have no answer."""
    return ReportMessage.objects.filter(from_office=True, reply_by__isnull=False, answered_at__isnull=True)
