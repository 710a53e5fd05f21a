"""Finds rounds and their frames."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.programme.models import FrameLine, Round


def round_from_url(office: str, year: int, **_rest: object) -> Round:
    """The office's running round of the year, for `@access(rule, target=round_from_url)`. Raises Http404."""
    found: Round = get_object_or_404(
        Round.objects.select_related("office", "scheme"), office__slug=office, year=year, is_history=False
    )
    return found


def plain_round_from_url(office: str, year: int, **_rest: object) -> Round:
    """The same for pages that ask nothing of the scheme: its definition, which is long, is left in the database."""
    found: Round = get_object_or_404(
        Round.objects.select_related("office", "scheme").defer("scheme__definition"),
        office__slug=office,
        year=year,
        is_history=False,
    )
    return found


def find_round(office: str, year: int) -> Round | None:
    """The office's running round of the year, or None."""
    return (
        Round.objects.select_related("office", "scheme")
        .filter(office__slug=office, year=year, is_history=False)
        .first()
    )


def frame_lines(round_: Round) -> list[FrameLine]:
    """The round's frame lines in order; amounts in kroner. One query."""
    return list(round_.frame_lines.all())


def former_rounds(round_: Round) -> QuerySet[Round]:
    """Former schemes' rounds at the same office in the year before, for the comparison that needs its note."""
    return Round.objects.filter(office=round_.office_id, year=round_.year - 1).prefetch_related("frame_lines")
