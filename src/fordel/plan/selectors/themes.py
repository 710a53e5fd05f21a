"""The themes of plans, and what they continue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from fordel.core.needs_import.values import folded
from fordel.core.themes import Theme, Themes
from fordel.plan.models import Plan, PlanTheme

_LONGEST_LINE: Final = 20
"""How many plans back a theme is followed: what continues itself by mistake ends there."""


def themes_of_plan(plan: Plan, year: int | None = None) -> Themes:
    """The themes of the plan, in order; only those that are in force in the year, if one is given. Each knows the codes
    of the earlier themes that it continues. Two queries, whatever the number of themes."""
    rows = list(PlanTheme.objects.filter(plan=plan).order_by("position", "id"))
    chosen = [row for row in rows if year is None or _is_in_force(row, year)]
    earlier = _earlier(plan.office_id) if any(row.continues_id for row in chosen) else {}
    return Themes(tuple(_theme(row, earlier) for row in chosen))


def _is_in_force(row: PlanTheme, year: int) -> bool:
    return row.first_year <= year and (row.last_year is None or year <= row.last_year)


def _earlier(office_id: int) -> dict[int, tuple[str, int | None]]:
    """Id -> (code, id of what it continues) of every theme of the office's plans."""
    rows = PlanTheme.objects.filter(plan__office=office_id).values_list("pk", "code", "continues")
    return {pk: (code, continues) for pk, code, continues in rows}


def _theme(row: PlanTheme, earlier: dict[int, tuple[str, int | None]]) -> Theme:
    return Theme(row.code, row.names, row.goals, tuple(_line(row.continues_id, earlier)), tuple(row.also))


def _line(theme: int | None, earlier: dict[int, tuple[str, int | None]]) -> Sequence[str]:
    """The codes of the theme and of those before it, the nearest first."""
    codes: list[str] = []
    while theme in earlier and len(codes) < _LONGEST_LINE:
        code, theme = earlier[theme]
        codes.append(code)
    return list(dict.fromkeys(codes))


def names_of(themes: Iterable[PlanTheme]) -> dict[str, PlanTheme]:
    """Every name of the themes, folded, also what reports have called them -> the theme. No queries."""
    return {folded(name): theme for theme in themes for name in (*theme.also, *theme.names.values())}


def earlier_themes(plan: Plan) -> list[PlanTheme]:
    """The themes that one of the plan may continue: those of the office's earlier plans, the latest plan first. One
    query."""
    found = PlanTheme.objects.filter(plan__office=plan.office_id, plan__in_force_at__isnull=False).exclude(plan=plan)
    return list(found.select_related("plan").order_by("-plan__first_year", "-plan", "position"))
