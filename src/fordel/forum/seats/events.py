"""What has happened to conflicts of interest, for the rooms of the forum that build on them."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.forum.models import ConflictOfInterest
from fordel.shared.events import Happened


@dataclass(frozen=True)
class ConflictsChanged(Happened):
    """Who may assess and see what has changed at the office."""

    office_id: int


@dataclass(frozen=True)
class ConflictJudged(Happened):
    """A member has declared the conflict, or the secretariat has decided on it. Its state says which."""

    conflict: ConflictOfInterest
