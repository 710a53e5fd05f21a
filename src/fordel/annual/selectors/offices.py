"""The reports of all offices for a year, side by side, as they are sent. What is not sent is read by the office
alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from fordel.annual.models import AnnualReport, AnnualState
from fordel.core.alphabet import norwegian_key
from fordel.core.annual.layout import TABLE, Layout, read_layout
from fordel.core.form.definition import Texts
from fordel.programme.models import Round
from fordel.shared.clock import OSLO, today


@dataclass(frozen=True)
class OfficeReport:
    """An office's report on a scheme; `report` is the version in force, None as long as none is sent."""

    round: Round
    scheme: Texts
    layout: Layout
    report: AnnualReport | None

    @property
    def is_late(self) -> bool:
        """Whether the last day has passed without a report."""
        return self.report is None and today() > self.layout.last_day

    @property
    def sent_on(self) -> date | None:
        """The day in Norway."""
        return self.report.sent_at.astimezone(OSLO).date() if self.report and self.report.sent_at else None

    def value(self, code: str) -> int | None:
        """A figure of the overview as it was sent."""
        if self.report is None or self.report.content is None:
            return None
        return next((each["value"] for each in self.report.content["overview"] if each["code"] == code), None)


def _reporting(office_id: int | None) -> QuerySet[Round]:
    """Running rounds whose scheme asks for a report, and years kept for comparison that one was sent for."""
    here = Q() if office_id is None else Q(office=office_id)
    is_reported = Q(is_history=False) | Exists(_sent())
    return Round.objects.filter(here, is_reported, scheme__definition__has_key=TABLE)


def _sent() -> QuerySet[AnnualReport]:
    return AnnualReport.objects.filter(round=OuterRef("pk"), state=AnnualState.SENT)


def years_with_reports(office_id: int | None) -> list[int]:
    """The years of which offices report, the newest first; of one office alone if it is given. One query."""
    years = _reporting(office_id).order_by("-year").values_list("year", flat=True).distinct()
    return list(years)


def reports_of_year(year: int, office_id: int | None) -> list[OfficeReport]:
    """Every office and scheme with a report for the year, by office. Two queries, however many there are."""
    found = list(_named(_reporting(office_id).filter(year=year)))
    sent = AnnualReport.objects.filter(round__in=[each.pk for each in found], state=AnnualState.SENT)
    by_round = {each.round_id: each for each in sent}
    rows = [
        OfficeReport(each, each.scheme_name, _layout(each.table), _with_round(by_round.get(each.pk), each))
        for each in found
    ]
    return sorted(rows, key=lambda row: (norwegian_key(row.round.office.name), row.round.scheme_slug))


def _named(rounds: QuerySet[Round]) -> Iterable[Any]:
    """With the office, the name of the scheme and its layout, but without the rest of the scheme, which is long."""
    named = {"table": F(f"scheme__definition__{TABLE}"), "scheme_name": F("scheme__definition__name")}
    return rounds.select_related("office").annotate(**named)


def _layout(table: Mapping[str, Any]) -> Layout:
    found = read_layout({TABLE: table})
    if found is None:
        raise ValueError(TABLE)
    return found


def _with_round(report: AnnualReport | None, round_: Round) -> AnnualReport | None:
    if report is not None:
        report.round = round_
    return report


def late_reports(office_id: int | None) -> list[OfficeReport]:
    """The reports that are late now, of every year. One query."""
    missing = _named(_reporting(office_id).filter(~Exists(_sent())).order_by("year", "office__name", "pk"))
    rows = [OfficeReport(each, each.scheme_name, _layout(each.table), None) for each in missing]
    return [row for row in rows if row.is_late]
