"""What members have given: one's own while it is open, how many have finished, and the result when it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fordel.core.prioritising import Assessed
from fordel.forum.models import CLOSED_TO_MEMBER, Assessment, ForumMember, Prioritising
from fordel.forum.seats.selectors.impartiality import voting_seats
from fordel.programme.models import Round, SchemeVersion
from fordel.programme.selectors.schemes import scheme_of
from fordel.reports.models import NeedsReport
from fordel.shared.clock import today


@dataclass(frozen=True)
class Finished:
    """How many of those who assess have given something to every report that is open to them."""

    finished: int
    begun: int
    members: int


def points_most(scheme: SchemeVersion) -> int:
    """The most points that a member can give a report, as the scheme says."""
    return scheme_of(scheme).forum.points_most


def prioritising_of(round_: Round) -> Prioritising | None:
    """One query."""
    return Prioritising.objects.filter(round=round_).select_related("round__scheme").first()


def own_values(prioritising: Prioritising, seat: ForumMember) -> dict[int, int]:
    """Report number -> what the seat has given. One query."""
    return dict(prioritising.assessments.filter(member=seat).values_list("report__number", "value"))


def left_to_assess(prioritising_id: int, round_: Round, seat: ForumMember) -> int:
    """How many reports that are open to the seat it has given nothing. One query."""
    reports = NeedsReport.objects.counted().filter(round=round_)
    closed = seat.conflicts.filter(state__in=CLOSED_TO_MEMBER).values("report")
    given = Assessment.objects.filter(prioritising=prioritising_id, member=seat).values("report")
    return reports.exclude(pk__in=closed).exclude(pk__in=given).count()


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
    """Report id -> what came of it, as counted when it was closed and again where somebody turned out not to be
    impartial. Raises LookupError while it is open: nobody sees it before. No queries."""
    if prioritising.closed_at is None:
        raise LookupError("the prioritising is open")
    return {int(pk): Assessed(*each) for pk, each in prioritising.result.items()}


METHOD_OF: Final = {"points": "score", "ranks": "classes"}


def prioritising_in(round_: Round) -> Prioritising | None:
    """The round's prioritising; no query where the round was read with `select_related("prioritising")`."""
    found: Prioritising | None = getattr(round_, "prioritising", None)
    return found


def assessments_for(prioritising: Prioritising | None, method: str) -> dict[int, Assessed]:
    """Report id -> what the method distributes by; {} where the method needs none, or the forum has none for it."""
    fits = prioritising is not None and prioritising.closed_at is not None and METHOD_OF[prioritising.method] == method
    return results(prioritising) if prioritising is not None and fits else {}
