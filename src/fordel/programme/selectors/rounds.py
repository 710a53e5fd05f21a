"""Finds rounds and their frames."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from fordel.programme.models import FrameLine, Round
from fordel.programme.selectors.schemes import scheme_of


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


def codes_before(round_: Round) -> tuple[str, ...]:
    """The codes of the schemes that a former year of the round may have: its own, and those it follows. No queries."""
    return (round_.scheme.code, *scheme_of(round_.scheme).follows)


def former_rounds(round_: Round) -> QuerySet[Round]:
    """The rounds that the year is compared with: of the same scheme, or of those it follows, at the same office in the
    year before."""
    before = Round.objects.filter(office=round_.office_id, year=round_.year - 1, scheme__code__in=codes_before(round_))
    return before.prefetch_related("frame_lines")
