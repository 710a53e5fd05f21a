"""Counts a closed prioritising: what members give who are entitled to assess the report, and nobody else."""

from __future__ import annotations

from typing import Any

from fordel.core.prioritising import classes_of, score_of
from fordel.forum.models import Prioritising
from fordel.forum.seats.selectors.impartiality import entitled, voting_seats
from fordel.meetings.services.lock_meeting import touch_ongoing
from fordel.needs.models import NeedsReport
from fordel.shared.clock import OSLO


def count_assessments(prioritising: Prioritising) -> None:
    """Sets `result` from the seats of the day it was closed and the conflicts of today. Five queries."""
    if prioritising.closed_at is None:
        raise LookupError("the prioritising is open")
    seats = voting_seats(prioritising.office_id, prioritising.closed_at.astimezone(OSLO).date())
    reports = NeedsReport.objects.counted().filter(round=prioritising.round_id).values_list("pk", flat=True)
    may = {report: {seat.pk for seat in entitled(report, seats)} for report in reports}
    given: dict[int, list[int]] = {report: [] for report in may}
    for report, member, value in prioritising.assessments.values_list("report_id", "member_id", "value"):
        if member in may.get(report, ()):
            given[report].append(value)
    classes = classes_of(given) if prioritising.method == "ranks" else {}

    def came(report: int) -> Any:
        value = score_of(given[report]) if prioritising.method == "points" else classes[report]
        return [value if given[report] else None, len(given[report]), len(may[report])]

    prioritising.result = {str(report): came(report) for report in given}
    prioritising.save(update_fields=["result"])


def conflicts_changed(office_id: int) -> None:
    """Who may assess and see what has changed at the office: closed prioritisings are counted anew, and meetings that
    are going on show everybody what they may see now."""
    touch_ongoing(office_id)  # the meeting is locked before anything of the forum's own
    closed = Prioritising.objects.select_for_update(of=("self",)).filter(round__office=office_id)
    for prioritising in closed.filter(closed_at__isnull=False).select_related("round"):
        count_assessments(prioritising)
