"""Scenarios, the forum with its seats and members, what they think and vote, and the recommendation they leave."""

from fordel.forum.models.forum import Forum, SeatGroup
from fordel.forum.models.members import (
    CLOSED_TO_MEMBER,
    ConflictCause,
    ConflictOfInterest,
    ConflictState,
    ForumMember,
)
from fordel.forum.models.prioritising import Assessment, Prioritising
from fordel.forum.models.recommendation import Dissent, Recommendation, RecommendedMeasure
from fordel.forum.models.scenarios import Scenario, ScenarioAmount
from fordel.forum.models.votes import Ballot, Vote

__all__ = [
    "CLOSED_TO_MEMBER",
    "Assessment",
    "Ballot",
    "ConflictCause",
    "ConflictOfInterest",
    "ConflictState",
    "Dissent",
    "Forum",
    "ForumMember",
    "Prioritising",
    "Recommendation",
    "RecommendedMeasure",
    "Scenario",
    "ScenarioAmount",
    "SeatGroup",
    "Vote",
]
