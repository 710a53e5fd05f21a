"""Everything the page about one report shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.http import Http404
from django.shortcuts import get_object_or_404

from fordel.parties.models import Municipality
from fordel.programme.where import in_round
from fordel.reports.models import ImportRow, NeedsReport, ReportVersion
from fordel.reports.selectors.report_fields import fields_of
from fordel.reports.selectors.reports import PartnerShare, row_of
from fordel.reports.selectors.snapshots import Change, changes_between, snapshot_of
from fordel.reports.selectors.submissions import REPORT
from fordel.writing.models import Submission


@dataclass(frozen=True)
class ReportSource:
    """The row of a file that a report came from. `cells` are (heading, the cell as it stood)."""

    import_id: int
    row: int
    outcome: str
    file_name: str
    sha256: str
    at: datetime | None
    by: str
    cells: list[list[str]]


@dataclass(frozen=True)
class ReportHistory:
    """One change of a report: when, by whom, and the fields with old and new values."""

    version: int
    at: datetime
    by: str
    changes: list[Change]


def report_from_url(office: str, scheme: str, year: int, number: int, **_rest: object) -> NeedsReport:
    """The report of an office page, with what was sent last (`sent_content`, or None) and the municipalities that take
    part (`places`, number and name). Raises Http404."""
    sent = Submission.objects.filter(**{REPORT: OuterRef("pk")}).order_by("-sequence")
    places = Municipality.objects.filter(participations=OuterRef("pk")).order_by("number")
    found: NeedsReport = get_object_or_404(
        _with_names()
        .select_related("assigned_to", "draft__original", "exemption__made_by")
        .annotate(
            sent_content=Subquery(sent.values("content")[:1]),
            places=ArraySubquery(places.values_list(JSONObject(number="number", name="name"))),
        ),
        **in_round("round__", office, scheme, year),
        number=number,
    )
    found.places = [(place["number"], place["name"]) for place in found.places]  # type: ignore[attr-defined]
    return found


def own_report_from_url(report_id: int, **_rest: object) -> NeedsReport:
    """The report of an owner's or partner's page. Raises Http404."""
    found = _with_names().prefetch_related("partners").filter(pk=report_id, round__is_history=False).first()
    if found is None:
        raise Http404
    return found


def _with_names() -> QuerySet[NeedsReport]:
    return NeedsReport.objects.select_related(
        "round__office", "round__scheme", "owner", "owner__municipality", "municipality", "network", "target_group"
    )


def participating_names(report: NeedsReport) -> list[str]:
    """One query."""
    return list(report.participating.order_by("number").values_list("name", flat=True))


def sources_of(report: NeedsReport) -> list[ReportSource]:
    """Where the report's figures come from, the newest first. One query."""
    rows = (
        ImportRow.objects.filter(report=report)
        .order_by("-source")
        .values_list(
            "source_id",
            "row",
            "outcome",
            "source__file__name",
            "source__file__sha256",
            "source__applied_at",
            "source__created_by__name",
            "cells",
        )
    )
    return [ReportSource(*row[:6], row[6] or "", row[7]) for row in rows]


def history_of(report: NeedsReport, partners: Sequence[PartnerShare]) -> list[ReportHistory]:
    """What was changed, the newest first. One query, none where nothing was."""
    if report.version < 2:
        return []
    versions = list(ReportVersion.objects.filter(report=report).select_related("replaced_by").order_by("version"))
    if not versions:
        return []
    numbers = [number for number, _name in report.places]  # type: ignore[attr-defined]  # see report_from_url
    fields = fields_of(report.round.scheme)
    current = snapshot_of(row_of(report, partners, numbers), fields)
    following: list[dict[str, Any]] = [*(version.values for version in versions[1:]), current]
    found = [
        ReportHistory(
            version=version.version + 1,
            at=version.replaced_at,
            by=version.replaced_by.name if version.replaced_by else "",
            changes=changes_between(version.values, after, fields),
        )
        for version, after in zip(versions, following, strict=True)
    ]
    return found[::-1]
