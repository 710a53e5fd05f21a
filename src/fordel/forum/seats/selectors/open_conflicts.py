"""Conflicts of interest that are suggested or declared, and that nobody has decided."""

from __future__ import annotations

from typing import NamedTuple

from fordel.forum.models import ConflictOfInterest, ConflictState, ForumMember
from fordel.forum.seats.selectors.impartiality import running
from fordel.reports.models import COUNTED_STATES
from fordel.shared.clock import today

OPEN = (ConflictState.SUGGESTED, ConflictState.DECLARED)


class OpenConflict(NamedTuple):
    """Somebody who may be conflicted in a report, by the name of the seat."""

    seat: str
    number: int
    owner: str


def open_conflicts(round_id: int) -> list[OpenConflict]:
    """Those of the seats that run today, in the round's reports, by number. One query."""
    seats = ForumMember.objects.filter(running(today()))
    found = ConflictOfInterest.objects.filter(
        state__in=OPEN, report__round=round_id, report__state__in=COUNTED_STATES, member__in=seats
    )
    rows = found.order_by("report__number", "member__label", "pk")
    return [OpenConflict(*row) for row in rows.values_list("member__label", "report__number", "report__owner__name")]
