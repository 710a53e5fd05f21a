"""How far the outcome reports of a round have come, read with its start page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, JSONObject

from fordel.outcomes.models import OutcomeReport, OutcomeState
from fordel.programme.models import Round
from fordel.shared.prepared import NOW


class OutcomeCounts(NamedTuple):
    """Reports in all, those that are late, received and not handled, sent and approved, and whole kroner not used."""

    every: int = 0
    late: int = 0
    submitted: int = 0
    sent: int = 0
    approved: int = 0
    unused: int = 0


def office_counts() -> dict[str, Any]:
    """What is counted in a round, for the query that reads it."""
    rows = OutcomeReport.objects.filter(round=OuterRef("pk")).order_by().values("round")
    closes = Greatest("due", Coalesce("extended_to", "due"))
    late = Q(state=OutcomeState.OPEN, closes_at__lte=NOW)
    submitted, approved = Q(state=OutcomeState.SUBMITTED), Q(state=OutcomeState.APPROVED)
    sent = submitted | approved | Q(state=OutcomeState.RETURNED)
    counted = (
        rows.annotate(closes_at=closes)
        .values("round")
        .annotate(
            row=JSONObject(
                every=Count("pk"),
                late=Count("pk", filter=late),
                submitted=Count("pk", filter=submitted),
                sent=Count("pk", filter=sent),
                approved=Count("pk", filter=approved),
                unused=Coalesce(Sum("unused", filter=sent), 0),
            )
        )
    )
    return {"outcome_counts": Subquery(counted.values("row"))}


def counts_of(round_: Round) -> OutcomeCounts:
    """What was read with `office_counts`; nothing for a round that was read without. No queries."""
    return OutcomeCounts(**(getattr(round_, "outcome_counts", None) or {}))
