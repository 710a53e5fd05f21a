"""How much waits: for the office in a round, and for an owner."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from fordel.programme.models import Round
from fordel.programme.selectors.rounds import rounds_at
from fordel.reports.models import ExtensionRequest, NeedsReport, ReportMessage, ReportState
from fordel.shared.clock import now


class OfficeCounts(NamedTuple):
    """Reports nobody has, reports with an answer nobody has read, requests for more time, and questions whose day has
    passed without an answer."""

    unassigned: int
    unread: int
    requests: int
    overdue: int


def round_with_counts(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The office's running round of the year with what waits in it (`counts_of`). Raises Http404. One query."""
    reports = NeedsReport.objects.counted().filter(round=OuterRef("pk"))
    waiting = ReportMessage.objects.filter(report__round=OuterRef("pk"), answered_at__isnull=True)
    found: Round = get_object_or_404(
        rounds_at(office, scheme, year).annotate(
            unassigned=_count(reports.filter(state=ReportState.SUBMITTED, assigned_to__isnull=True), "round"),
            unread=_count(waiting.filter(from_office=False), "report__round", "report"),
            requests=_count(ExtensionRequest.objects.filter(round=OuterRef("pk"), answered_at__isnull=True), "round"),
            overdue=_count(waiting.filter(from_office=True, reply_by__lte=now()), "report__round"),
        ),
    )
    return found


def counts_of(round_: Round) -> OfficeCounts:
    """What waits in a round from `round_with_counts`. No queries."""
    return OfficeCounts(*(getattr(round_, name) for name in OfficeCounts._fields))


def _count(rows: QuerySet[Any], group: str, what: str = "pk") -> Coalesce:
    counted = rows.order_by().values(group).annotate(n=Count(what, distinct=what != "pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def waiting_for_owner(organisation_id: int) -> int:
    """How many of an owner's reports wait for it: a question to answer, or sent back to be mended. One query."""
    questions = ReportMessage.objects.filter(
        report=OuterRef("pk"), from_office=True, reply_by__isnull=False, answered_at__isnull=True
    )
    own = NeedsReport.objects.filter(owner=organisation_id, round__is_history=False)
    return own.filter(Q(state=ReportState.RETURNED) | Q(Exists(questions))).count()
