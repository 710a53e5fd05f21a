"""What the forum does, for the modules that build on it."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.shared.events import Happened


@dataclass(frozen=True)
class RecommendationAdopted(Happened):
    """The forum has adopted the recommendation of a round."""

    recommendation_id: int
    round_id: int
