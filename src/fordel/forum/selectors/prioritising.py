"""What members have given: one's own while it is open, how many have finished, and the result when it is closed."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.core.prioritising import classes_of, score_of
from fordel.forum.impartiality import entitled, voting_seats
from fordel.forum.models import Assessment, ForumMember, Prioritising
from fordel.needs.models import NeedsReport
from fordel.programme.models import Round
from fordel.shared.clock import today


@dataclass(frozen=True)
class Finished:
    """How many of those who assess have given something to every report that is open to them."""

    finished: int
    begun: int
    members: int


@dataclass(frozen=True)
class Assessed:
    """`value` is the score, or the class of priority; None where nobody has assessed. `count` assessed it, of `of` who
    are entitled to."""

    value: int | None
    count: int
    of: int


def prioritising_of(round_: Round) -> Prioritising | None:
    """One query."""
    return Prioritising.objects.filter(round=round_).select_related("round__scheme").first()


def own_values(prioritising: Prioritising, seat: ForumMember) -> dict[int, int]:
    """Report number -> what the seat has given. One query."""
    return dict(prioritising.assessments.filter(member=seat).values_list("report__number", "value"))


def finished(prioritising: Prioritising) -> Finished:
    """Four queries; says nothing of what anybody has given."""
    reports = set(NeedsReport.objects.counted().filter(round=prioritising.round_id).values_list("pk", flat=True))
    given: dict[int, set[int]] = {}
    for member, report in Assessment.objects.filter(prioritising=prioritising).values_list("member_id", "report_id"):
        given.setdefault(member, set()).add(report)
    seats = voting_seats(prioritising.office_id, today())
    done = sum(
        reports - {c.report_id for c in seat.closed_in} <= given.get(seat.pk, set())  # type: ignore[attr-defined]
        for seat in seats
    )
    return Finished(done, sum(bool(given.get(seat.pk)) for seat in seats), len(seats))


def results(prioritising: Prioritising) -> dict[int, Assessed]:
    """Report id -> what came of it. Raises LookupError while it is open: nobody sees it before. Only what members give
    who are entitled to assess the report counts. Four queries."""
    if prioritising.closed_at is None:
        raise LookupError("the prioritising is open")
    seats = voting_seats(prioritising.office_id, today())
    reports = NeedsReport.objects.counted().filter(round=prioritising.round_id).values_list("pk", flat=True)
    may = {report: {seat.pk for seat in entitled(report, seats)} for report in reports}
    given: dict[int, list[int]] = {report: [] for report in may}
    rows = Assessment.objects.filter(prioritising=prioritising).values_list("report_id", "member_id", "value")
    for report, member, value in rows:
        if member in may.get(report, ()):
            given[report].append(value)
    if prioritising.method == "ranks":
        classes = classes_of(given)
        return {r: Assessed(classes[r] if given[r] else None, len(given[r]), len(may[r])) for r in given}
    return {r: Assessed(score_of(given[r]), len(given[r]), len(may[r])) for r in given}
