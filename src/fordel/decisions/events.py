"""What the office decides, for the modules that build on decisions."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.shared.events import Happened


@dataclass(frozen=True)
class RoundDecided(Happened):
    """The decision of a round is made, and its letters are written."""

    proposal_id: int
    round_id: int
