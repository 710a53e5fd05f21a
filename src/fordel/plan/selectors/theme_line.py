"""A theme through the plans: what it continues, and what continues it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from fordel.plan.models import PlanTheme, RoundPlan
from fordel.programme.models import Round


def codes_in_line(round_: Round, code: str) -> Mapping[int, frozenset[str]]:
    """Id of a year (round) -> the codes that the theme of this year has there, for the years of the same office that
    follow a plan: its own, that of the theme it continues, and those of themes that continue it. A theme that began
    beside it in an earlier or later plan is not in the line, whatever its code. Two queries."""
    plans = dict(RoundPlan.objects.filter(round__office=round_.office_id).values_list("round", "plan"))
    rows = PlanTheme.objects.filter(plan__office=round_.office_id).values_list("pk", "plan", "code", "continues")
    themes = {pk: (plan, own_code, before) for pk, plan, own_code, before in rows}
    own = next((pk for pk, (plan, each, _) in themes.items() if plan == plans.get(round_.pk) and each == code), None)
    codes: dict[int, set[str]] = defaultdict(set)
    for pk in _line(own, {pk: before for pk, (_plan, _code, before) in themes.items()}):
        plan, each, _before = themes[pk]
        codes[plan].add(each)
    return {year: frozenset(codes[plan]) for year, plan in plans.items() if plan in codes}


def _line(theme: int | None, before: Mapping[int, int | None]) -> set[int]:
    """The theme, all that it continues, and all that continues it."""
    line: set[int] = set()
    earlier = theme
    while earlier is not None and earlier not in line:
        line.add(earlier)
        earlier = before.get(earlier)
    later = {theme} if theme is not None else set()
    while later:
        later = {pk for pk, continued in before.items() if continued in later} - line
        line |= later
    return line
