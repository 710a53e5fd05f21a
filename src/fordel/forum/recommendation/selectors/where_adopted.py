"""The meetings in which the forum can have adopted a recommendation."""

from __future__ import annotations

from typing import NamedTuple

from fordel.forum.models import Recommendation
from fordel.forum.recommendation.selectors.recommendation import MEETS
from fordel.forum.seats.selectors.report_subject import report_of, round_of
from fordel.meetings.models import Meeting
from fordel.programme.models import Round
from fordel.reports.models import NeedsReport


class Candidate(NamedTuple):
    """`has_treated`: it is in progress, or ended after the draft was made, and is not about other rounds alone."""

    meeting: Meeting
    has_treated: bool


def meetings_to_adopt_in(found: Recommendation) -> list[Candidate]:
    """The office's meetings that are in progress or held, the latest first. Three queries."""
    held = Meeting.objects.filter(office=found.round.office_id, state__in=MEETS).order_by("-starts_at", "-pk")
    meetings = list(held.prefetch_related("items"))
    subjects = {each.pk: [item.subject for item in each.items.all() if item.subject] for each in meetings}
    reports = {report for listed in subjects.values() for subject in listed if (report := report_of(subject))}
    rounds = dict(NeedsReport.objects.filter(pk__in=reports).values_list("pk", "round_id"))

    def is_about(meeting: Meeting) -> bool:
        about = {round_of(each) or rounds.get(report_of(each) or 0) for each in subjects[meeting.pk]} - {None}
        return not about or found.round_id in about

    return [
        Candidate(each, (each.ended_at is None or each.ended_at >= found.created_at) and is_about(each))
        for each in meetings
    ]


def has_meeting(round_: Round) -> bool:
    """Whether there is any meeting to adopt in. One query."""
    return Meeting.objects.filter(office=round_.office_id, state__in=MEETS).exists()


def most_likely(candidates: list[Candidate]) -> Meeting | None:
    """The latest that has treated it, or None."""
    return next((each.meeting for each in candidates if each.has_treated), None)
