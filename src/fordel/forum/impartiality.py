"""Who may not take part in what (forvaltningsloven § 6): the reports that are closed to a member of the forum.

A conflict of interest belongs to the seat, so a deputy is bound by it as well. While it is suggested or declared and
nobody has decided, the seat is treated as conflicted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from fordel.forum.models import CLOSED_TO_MEMBER, ConflictOfInterest, ForumMember, SeatGroup
from fordel.needs.member_view import MemberView, member_view
from fordel.parties.actors import Actor
from fordel.shared.clock import today


def running(on: date) -> Q:
    """Seats whose term has begun and has not ended on the day."""
    return Q(starts_on__lte=on) & (Q(ends_on__isnull=True) | Q(ends_on__gte=on))


def seats_of(person_id: int, office_id: int) -> QuerySet[ForumMember]:
    """The running seats that the person holds or is deputy for."""
    own = Q(person=person_id) | Q(deputy=person_id)
    return ForumMember.objects.filter(own, running(today()), office=office_id)


def view_of_member(actor: Actor) -> MemberView:
    """Whether the actor has a seat now, and what is closed to it. One query."""
    if actor.person is None or actor.office_id is None:
        return MemberView()
    rows = list(
        seats_of(actor.person.pk, actor.office_id).order_by().values_list("conflicts__report_id", "conflicts__state")
    )
    return MemberView(bool(rows), frozenset(report for report, state in rows if state in CLOSED_TO_MEMBER))


def conflicted_reports(actor: Actor) -> frozenset[int]:
    """Ids of the reports that are closed to the actor in the role of forum member; none for every other role. One
    query for each request."""
    return member_view(actor).closed


def voting_seats(office_id: int, on: date) -> list[ForumMember]:
    """The seats that assess and vote on the day, each with its open or found conflicts (`closed_in`). Two queries."""
    closed = ConflictOfInterest.objects.filter(state__in=CLOSED_TO_MEMBER)
    seats = ForumMember.objects.filter(running(on), office=office_id).exclude(group=SeatGroup.OBSERVER)
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
