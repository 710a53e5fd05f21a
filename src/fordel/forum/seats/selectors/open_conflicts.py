"""Conflicts of interest that are suggested or declared, and that nobody has decided."""

from __future__ import annotations

from typing import NamedTuple

from fordel.forum.seats.selectors.members import undecided_in


class OpenConflict(NamedTuple):
    """Somebody who may be conflicted in a report, by the name of the seat."""

    seat: str
    number: int
    owner: str


def open_conflicts(round_id: int) -> list[OpenConflict]:
    """Those of the round, by number of the report. One query."""
    rows = undecided_in(round_id).order_by("report__number", "member__label", "pk")
    return [OpenConflict(*row) for row in rows.values_list("member__label", "report__number", "report__owner__name")]
