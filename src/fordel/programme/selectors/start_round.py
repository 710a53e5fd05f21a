"""Reads the round of a start page with what the modules count of it, and its frame."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from fordel.programme.models import FrameLine, Round
from fordel.programme.plugs.start_page import COUNTS, Visit
from fordel.programme.selectors.rounds import frames_with_former, rounds_at


def frame_lines_of(visit: Visit) -> list[FrameLine]:
    """The frame lines of the round, from those that the status compares. One query, once a page."""
    return [line for line in visit.once(frames_with_former) if line.round_id == visit.round.pk]


def round_with_counts(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The office's running round of the year, with what every module counts of it. Raises Http404. One query."""
    counted = {name: expression for counts in COUNTS for name, expression in counts().items()}
    found: Round = get_object_or_404(rounds_at(office, scheme, year).annotate(**counted))
    return found
