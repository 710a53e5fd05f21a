"""What is on the page against a saved scenario: sums, coverage, and who gets more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import (
    format_kroner,
    format_percent,
    format_signed_kroner,
    format_signed_points,
    percent_tenths,
)
from fordel.forum.computing.specification import is_in_full
from fordel.forum.models import Scenario
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import groups_of
from fordel.reports.selectors.reports import ReportRow


class ComparisonRow(NamedTuple):
    """One line of the comparison, in words; `direction` is up, down or empty."""

    name: str
    before: str
    after: str
    difference: str
    direction: str
    group: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one way to distribute gives; kroner and counts. `lowest` is tenths of a per cent, None without reports."""

    total: int
    full: int
    lowest: int | None
    own: dict[str, int]
    shared: int
    sami: int


@dataclass(frozen=True)
class Comparison:
    """The page against a saved scenario. `widest` is the largest difference of one report, in kroner."""

    name: str
    number: int
    total: int
    rows: list[ComparisonRow]
    gains: int
    gain_count: int
    losses: int
    loss_count: int
    widest: int


def outcome(amounts: Mapping[int, int], unit: int, rows: Sequence[ReportRow], lines: Sequence[FrameLine]) -> Outcome:
    """Sums of amounts by report id; a report that is only rounded down to the unit counts as met in full."""
    paid = [(row, amounts.get(row.id, 0)) for row in rows]
    return Outcome(
        total=sum(amount for _row, amount in paid),
        full=sum(is_in_full(row.amount, amount, unit) for row, amount in paid),
        lowest=min((_coverage(row.amount, amount, unit) for row, amount in paid), default=None),
        own={line.code: sum(amount for row, amount in paid if row.group.lines == (line.code,)) for line in lines},
        shared=sum(amount for row, amount in paid if row.group.is_shared),
        sami=sum(amount for row, amount in paid if row.sami_perspective),
    )


def _coverage(asked: int, amount: int, unit: int) -> int:
    return 1000 if is_in_full(asked, amount, unit) else percent_tenths(amount, asked)


def compare(
    scenario: Scenario,
    others: Mapping[int, int],
    amounts: Mapping[int, int],
    unit: int,
    rows: Sequence[ReportRow],
    lines: Sequence[FrameLine],
) -> Comparison:
    """`amounts` (report id -> kroner, rounded to `unit`) against what the saved scenario gives the same reports."""
    before = outcome(others, scenario.unit, rows, lines)
    differences = [amounts.get(row.id, 0) - others.get(row.id, 0) for row in rows]
    return Comparison(
        name=scenario.name,
        number=scenario.number,
        total=before.total,
        rows=_rows(before, outcome(amounts, unit, rows, lines), lines),
        gains=sum(d for d in differences if d > 0),
        gain_count=sum(d > 0 for d in differences),
        losses=sum(d for d in differences if d < 0),
        loss_count=sum(d < 0 for d in differences),
        widest=max(map(abs, differences), default=0),
    )


def _rows(before: Outcome, after: Outcome, lines: Sequence[FrameLine]) -> list[ComparisonRow]:
    """The comparison line by line; every difference carries its sign."""

    groups = groups_of(lines[0].round_id)
    shared = groups.shared

    def alone(line: FrameLine) -> str:
        group = groups.alone_on(line.code)
        return group.code if group else ""

    def kroner(name: str, old: int, new: int, group: str = "") -> ComparisonRow:
        words = format_signed_kroner(new - old)
        return ComparisonRow(name, format_kroner(old), format_kroner(new), words, _direction(old, new), group)

    return [
        kroner(_("Distributed now"), before.total, after.total),
        kroner(_("Reports that get everything"), before.full, after.full),
        _lowest(before.lowest, after.lowest),
        *(kroner(_("own reports"), before.own[line.code], after.own[line.code], alone(line)) for line in lines),
        kroner(_("shared reports"), before.shared, after.shared, shared[0].code if len(shared) == 1 else ""),
        kroner(_("Reports with a Sámi perspective"), before.sami, after.sami),
    ]


def _direction(old: int, new: int) -> str:
    return "up" if new > old else "down" if new < old else ""


def _lowest(old: int | None, new: int | None) -> ComparisonRow:
    language = get_language() or "nb"
    if old is None or new is None:
        return ComparisonRow(_("Lowest coverage"), "–", "–", "–", "")
    points = _("%(points)s percentage points") % {"points": format_signed_points(new - old, language)}
    return ComparisonRow(
        _("Lowest coverage"),
        format_percent(old, 1000, language),
        format_percent(new, 1000, language),
        points if new != old else "0",
        _direction(old, new),
    )
