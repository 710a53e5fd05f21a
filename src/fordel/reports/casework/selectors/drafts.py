"""Reports that are being written and not sent."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from fordel.programme.models import Round
from fordel.reports.models import ReportDraft


class DraftLine(NamedTuple):
    """A draft in progress. What is written in it is the owner's own until it is sent."""

    id: int
    owner: str
    by_office: bool
    begun_at: datetime
    changed_at: datetime


def draft_lines(round_: Round) -> list[DraftLine]:
    """The last changed first. One query."""
    unsent = ReportDraft.objects.filter(round=round_, report__isnull=True, discarded_at__isnull=True)
    fields = ("pk", "owner__name", "by_office", "document__created_at", "document__changed_at")
    return [DraftLine(*row) for row in unsent.order_by("-document__changed_at", "pk").values_list(*fields)]
