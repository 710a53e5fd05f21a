"""Who may not take part in what (forvaltningsloven § 6): the reports that are closed to a member of the forum.

A conflict of interest belongs to the seat, so a deputy is bound by it as well. While it is suggested or declared and
nobody has decided, the seat is treated as conflicted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from fordel.forum.models import CLOSED_TO_MEMBER, ConflictOfInterest, ForumMember
from fordel.parties.actors import Actor
from fordel.reports.plugs.member_view import MemberView, member_view
from fordel.shared.clock import today


def running(on: date) -> Q:
    """Seats whose term has begun and has not ended on the day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def _every_seat_of(person_id: int, office_id: int) -> QuerySet[ForumMember]:
    return ForumMember.objects.filter(Q(person=person_id) | Q(deputy=person_id), office=office_id)


def seats_of(person_id: int, office_id: int, on: date) -> QuerySet[ForumMember]:
    """The seats that the person holds or is deputy for, and that run on the day: today for what is read and assessed,
    the day of the meeting (`day_of`) for votes."""
    return _every_seat_of(person_id, office_id).filter(running(on))


def keeps_role(person_id: int, office_id: int) -> QuerySet[ForumMember]:
    """The person's seats that run today or later, for which they need the role of forum member."""
    return _every_seat_of(person_id, office_id).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today()))


def view_of_member(actor: Actor) -> MemberView:
    """Whether a seat of the actor runs today, and what is closed to it. One query.

    Without such a seat every conflict of a seat they have had or will have counts: otherwise the sums of Start and
    Status would tell, the day after it ended, what they left out the day before.
    """
    if actor.person is None or actor.office_id is None:
        return MemberView()
    every = _every_seat_of(actor.person.pk, actor.office_id).order_by()
    rows = list(every.values_list("starts_on", "ends_on", "conflicts__report_id", "conflicts__state"))
    day = today()
    running_now = [row for row in rows if row[0] <= day and (row[1] is None or row[1] >= day)]
    closed = frozenset(report for _from, _to, report, state in running_now or rows if state in CLOSED_TO_MEMBER)
    if running_now:
        return MemberView(True, closed)
    begins_on = min((first for first, _to, _report, _state in rows if first > day), default=None)
    ended_on = max((last for _from, last, _report, _state in rows if last is not None and last < day), default=None)
    return MemberView(False, closed, begins_on, ended_on)


def conflicted_reports(actor: Actor) -> frozenset[int]:
    """Ids of the reports that are closed to the actor in the role of forum member; none for every other role. One
    query for each request."""
    return member_view(actor).closed


def voting_seats(office_id: int, on: date) -> list[ForumMember]:
    """The seats that assess and vote on the day, each with its open or found conflicts (`closed_in`). Two queries."""
    closed = ConflictOfInterest.objects.filter(state__in=CLOSED_TO_MEMBER)
    seats = ForumMember.objects.filter(running(on), office=office_id, group__votes=True)
    return list(
        seats.select_related("person", "deputy").prefetch_related(
            Prefetch("conflicts", queryset=closed, to_attr="closed_in")
        )
    )


def entitled(report_id: int | None, members: Iterable[ForumMember]) -> list[ForumMember]:
    """Those of `voting_seats` that may assess and vote about the report; all of them where it is about none."""
    return [
        member
        for member in members
        if report_id is None or all(conflict.report_id != report_id for conflict in member.closed_in)  # type: ignore[attr-defined]
    ]
