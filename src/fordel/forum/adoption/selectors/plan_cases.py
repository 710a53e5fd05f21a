"""Plans on the agendas of the forum's meetings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fordel.core.votes import MAJORITY
from fordel.forum.models import Vote
from fordel.forum.seats.selectors.report_subject import subject_of_plan
from fordel.meetings.models import AgendaItem, Meeting, MeetingState
from fordel.plan.models import Plan

MEETS: Final = (MeetingState.ONGOING, MeetingState.HELD)
_OPEN: Final = (MeetingState.PLANNED, MeetingState.CALLED, MeetingState.ONGOING)


@dataclass(frozen=True)
class PlanCase:
    """A case about a plan. `has_treated`: the forum has met, and the case was open after the text was locked."""

    item: AgendaItem
    has_treated: bool

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting


def cases_of(plan: Plan) -> list[PlanCase]:
    """The cases about the plan, those of the latest meeting first; not of meetings that were cancelled. One query."""
    found = AgendaItem.objects.filter(meeting__office=plan.office_id, subject=subject_of_plan(plan.pk))
    rows = found.exclude(meeting__state=MeetingState.CANCELLED).select_related("meeting__office")
    return [PlanCase(each, _has_treated(plan, each)) for each in rows.order_by("-meeting__starts_at", "-pk")]


def _has_treated(plan: Plan, item: AgendaItem) -> bool:
    met = item.meeting.state in MEETS and item.opened_at is not None
    return met and plan.proposed_at is not None and (item.closed_at is None or item.closed_at >= plan.proposed_at)


def meetings_to_come(plan: Plan) -> list[Meeting]:
    """The office's meetings whose agenda can still be changed, the next first. One query."""
    return list(Meeting.objects.filter(office=plan.office_id, state__in=_OPEN).order_by("starts_at", "pk"))


def last_vote(item: AgendaItem) -> Vote | None:
    """The vote that was held last in the case. One query."""
    return Vote.objects.filter(item=item).order_by("opened_at", "pk").last()


def is_undecided(vote: Vote | None) -> bool:
    """Whether the vote ended without a result that the forum can adopt by."""
    return vote is not None and not vote.agreed and vote.result.get("outcome") != MAJORITY


def plans_before_forum(office_id: int) -> list[Plan]:
    """The plans that the forum can deal with, or has adopted. One query."""
    return list(Plan.objects.filter(office=office_id, state__in=("proposed", "adopted")).order_by("first_year", "pk"))
