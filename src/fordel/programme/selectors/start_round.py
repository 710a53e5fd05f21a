"""Reads the round of a start page with what the modules count of it, and its frame."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from fordel.programme.models import FrameLine, Round
from fordel.programme.plugs.start_page import COUNTS, Visit
from fordel.programme.selectors.rounds import asked_rounds, found_or_404, frames_with_former
from fordel.shared.clock import now, today
from fordel.shared.prepared import Prepared


def frame_lines_of(visit: Visit) -> list[FrameLine]:
    """The frame lines of the round, from those that the status compares. One query, once a page."""
    return [line for line in visit.once(frames_with_former) if line.round_id == visit.round.pk]


def round_with_counts(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The office's running round of the year, with what every module counts of it. Raises Http404. One query."""
    return found_or_404(_COUNTED.rows(office=office, scheme=scheme, year=year, now=now(), today=today()))


def _counted() -> QuerySet[Round]:
    counted = {name: expression for counts in COUNTS for name, expression in counts().items()}
    return asked_rounds().annotate(**counted)


_COUNTED: Final = Prepared(_counted)
