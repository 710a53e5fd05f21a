"""What has come of a grant, for the modules that build on outcome reports."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.shared.events import Happened


@dataclass(frozen=True)
class OutcomeApproved(Happened):
    """The office has approved an outcome report."""

    outcome_id: int


@dataclass(frozen=True)
class UnusedReported(Happened):
    """Part of a grant was not used, as an approved report says: whole kroner, and what the owner wishes (`keep` or
    `repay`)."""

    outcome_id: int
    kroner: int
    wish: str
