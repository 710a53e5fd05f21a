"""What happens to reports, for the modules that build on them."""

from __future__ import annotations

from dataclasses import dataclass

from fordel.shared.events import Happened


@dataclass(frozen=True)
class ReportsChanged(Happened):
    """Reports are new, have other contents or another state, or a party has answered."""

    report_ids: frozenset[int]
