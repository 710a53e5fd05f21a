"""How much waits: for the office in a round, and for an owner."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fordel.programme.models import Round
from fordel.reports.models import ExtensionRequest, NeedsReport, ReportMessage, ReportState
from fordel.reports.selectors.reports import questions_to_owner
from fordel.shared.prepared import NOW


class OfficeCounts(NamedTuple):
    """Reports nobody has, reports with an answer nobody has read, requests for more time, and questions whose day has
    passed without an answer; `overdue_since` is the first instant that was too late for the oldest of them."""

    unassigned: int
    unread: int
    requests: int
    overdue: int
    overdue_since: datetime | None


def office_counts() -> dict[str, Any]:
    """What waits in a round, for the query that reads it."""
    reports = NeedsReport.objects.counted().filter(round=OuterRef("pk"))
    waiting = ReportMessage.objects.filter(report__round=OuterRef("pk"), answered_at__isnull=True)
    overdue = waiting.filter(from_office=True, reply_by__lte=NOW).order_by()
    return {
        "unassigned": _count(reports.filter(state=ReportState.SUBMITTED, assigned_to__isnull=True), "round"),
        "unread": _count(waiting.filter(from_office=False), "report__round", "report"),
        "requests": _count(ExtensionRequest.objects.filter(round=OuterRef("pk"), answered_at__isnull=True), "round"),
        "overdue": _count(overdue, "report__round"),
        "overdue_since": Subquery(overdue.values("report__round").annotate(first=Min("reply_by")).values("first")),
    }


def counts_of(round_: Round) -> OfficeCounts:
    """What waits in a round that was read with `office_counts`. No queries."""
    return OfficeCounts(*(getattr(round_, name) for name in OfficeCounts._fields))


def _count(rows: QuerySet[Any], group: str, what: str = "pk") -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count(what, distinct=what != "pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def waiting_for_owner(organisation_id: int) -> int:
    """How many of an owner's reports wait for it: a question to answer, or sent back to be corrected. One query."""
    questions = questions_to_owner().filter(report=OuterRef("pk"))
    own = NeedsReport.objects.filter(owner=organisation_id, round__is_history=False)
    return own.filter(Q(state=ReportState.RETURNED) | Q(Exists(questions))).count()
