"""Yearly reports as pages and services find them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import Http404

from fordel.annual.models import SENT_STATES, UNSENT_STATES, AnnualReport, AnnualSignature, AnnualState
from fordel.programme.models import Round


def with_round() -> QuerySet[AnnualReport]:
    return AnnualReport.objects.select_related("round__office", "round__scheme")


@dataclass(frozen=True)
class Versions:
    """The versions of a round's report, the first first, without those that were discarded."""

    every: tuple[AnnualReport, ...]

    @property
    def unsent(self) -> AnnualReport | None:
        """The one that is being written or signed."""
        return next((each for each in self.every if each.state in UNSENT_STATES), None)

    @property
    def in_force(self) -> AnnualReport | None:
        """The one that is sent and not replaced."""
        return next((each for each in self.every if each.state == AnnualState.SENT), None)

    @property
    def sent(self) -> tuple[AnnualReport, ...]:
        """Every version that was sent, the last first."""
        return tuple(each for each in reversed(self.every) if each.is_sent)

    @property
    def current(self) -> AnnualReport | None:
        """What the office works with now: the unsent one, else the one in force."""
        return self.unsent or self.in_force


def versions_of(round_: Round) -> Versions:
    """One query, without the scheme and office of the round, which the rows get from it."""
    found = list(AnnualReport.objects.filter(round=round_.pk).exclude(state=AnnualState.DISCARDED).order_by("version"))
    for each in found:
        each.round = round_
    return Versions(tuple(found))


def sent_before(round_: Round) -> list[Any]:
    """The reports of the office for earlier years that are in force, the newest first, with the names of the scheme
    (`scheme_name`). One query."""
    rows = AnnualReport.objects.filter(
        round__office=round_.office_id, round__year__lt=round_.year, state=AnnualState.SENT
    )
    with_name = rows.select_related("round").annotate(scheme_name=F("round__scheme__definition__name"))
    return list(with_name.order_by("-round__year", "round__scheme_slug"))


def sent_report_from_url(annual_id: int, **_rest: object) -> AnnualReport:
    """A version that is sent. Raises Http404 for any other. One query."""
    found = with_round().filter(pk=annual_id, state__in=SENT_STATES).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Written:
    """A comment as it is saved; `version` 0 is one that nobody has written."""

    text: str = ""
    version: int = 0
    by: str = ""


def comments_of(report: AnnualReport | None) -> Mapping[str, Written]:
    """Code of the section -> its comment. One query if there is a report."""
    if report is None:
        return {}
    rows = report.comments.values_list("section", "text", "version", "written_by__name")
    return {section: Written(text, version, by or "") for section, text, version, by in rows}


def signatures_of(report: AnnualReport | None) -> list[AnnualSignature]:
    """Those that count, in order, with their people. One query if there is a report."""
    return signatures_by_report([report.pk]).get(report.pk, []) if report is not None else []


def signatures_by_report(reports: Collection[int]) -> dict[int, list[AnnualSignature]]:
    """Id of the report -> its signatures that count, in order, with their people. One query."""
    found: dict[int, list[AnnualSignature]] = {}
    rows = AnnualSignature.objects.filter(report__in=reports, voided_at__isnull=True).select_related("person")
    for each in rows.order_by("report", "place"):
        found.setdefault(each.report_id, []).append(each)
    return found
