"""Reads the round of a start page with what the modules count of it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from fordel.programme.models import Round
from fordel.programme.plugs.start_page import COUNTS
from fordel.programme.selectors.rounds import rounds_at


def round_with_counts(office: str, scheme: str, year: int, **_rest: object) -> Round:
    """The office's running round of the year, with what every module counts of it. Raises Http404. One query."""
    counted = {name: expression for counts in COUNTS for name, expression in counts().items()}
    found: Round = get_object_or_404(rounds_at(office, scheme, year).annotate(**counted))
    return found
