"""How far the yearly report of a round has come, read with its start page."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery

from fordel.annual.models import AnnualReport, AnnualState
from fordel.programme.models import Round


def office_counts() -> dict[str, Any]:
    """The state of the last version, for the query that reads a round."""
    rows = AnnualReport.objects.filter(round=OuterRef("pk")).exclude(state=AnnualState.DISCARDED)
    return {"annual_state": Subquery(rows.order_by("-version").values("state")[:1])}


def state_of(round_: Round) -> str:
    """What was read with `office_counts`; empty if nothing is written yet. No queries."""
    return getattr(round_, "annual_state", None) or ""
