"""Who is in the reports of a year, and who is not: from the years in which each has reported."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

REPORTS: Final = "reports"
OTHERS: Final = "others"
STOPPED: Final = "stopped"
NEVER: Final = "never"


@dataclass(frozen=True)
class Standing:
    """`code` is `reports` (of its own this year), `others` (this year in what others report alone), `stopped`
    (reported before) or `never`; `last_year` is the last year with a report of its own."""

    code: str
    last_year: int | None


def standing_of(own_years: Collection[int], year: int, *, through_others: bool) -> Standing:
    """How somebody is in the reports of the year; later years do not count."""
    before = [each for each in own_years if each <= year]
    last = max(before, default=None)
    if last == year:
        return Standing(REPORTS, last)
    if through_others:
        return Standing(OTHERS, last)
    return Standing(STOPPED if before else NEVER, last)
