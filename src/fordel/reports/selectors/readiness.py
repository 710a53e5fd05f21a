"""Which reports the office is not done with: what is shown before something is built on them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Q, QuerySet

from fordel.reports.models import NeedsReport, ReportState


class NotReady(NamedTuple):
    """A report that is not «Ready for the forum», or lacks something. `missing` is how much is missing or wrong."""

    number: int
    owner: str
    state: str
    missing: int


def not_ready(reports: QuerySet[NeedsReport]) -> list[NotReady]:
    """Those of the reports that are not ready, by number. One query."""
    waiting = reports.filter(~Q(state=ReportState.ACCEPTED) | Q(findings__gt=0)).order_by("number")
    return [NotReady(*row) for row in waiting.values_list("number", "owner__name", "state", "findings")]
