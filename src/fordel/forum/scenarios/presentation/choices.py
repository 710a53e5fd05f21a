"""The controls of the distribution page, ready for the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.alphabet import norwegian_key
from fordel.core.money import format_kroner
from fordel.core.scheme import METHODS
from fordel.forum.computing.specification import (
    BY_ASSESSMENT,
    CRITERIA,
    LINE_RULES,
    SAMI,
    SHARED,
    THEME,
    UNITS,
    Specification,
    demand_groups,
)
from fordel.forum.models import Prioritising
from fordel.forum.scenarios.presentation.distribution import Row
from fordel.forum.scenarios.selectors.demands import group_label
from fordel.forum.voting.selectors.prioritising import assessments_for
from fordel.programme.models import FrameLine
from fordel.programme.selectors.groups import groups_of
from fordel.reports.selectors.reports import ReportRow
from fordel.shared.errors import UserError
from fordel.shared.paging import paged


@dataclass(frozen=True)
class Choice:
    value: str
    name: str
    hint: str
    is_chosen: bool


def methods() -> dict[str, tuple[str, str]]:
    return {
        "meet_all": (_("Meet all needs"), _("Everybody gets what they asked for")),
        "proportional": (_("Same cut for all"), _("Everybody gets the same share")),
        "priority": (_("Those with priority first"), _("They get everything, the rest is cut")),
        "cut_with_floor": (_("Cut with a smallest useful part"), _("Who would get less, gets nothing")),
        "per_head": (_("Per child or pupil"), _("The same rate, up to what was asked for")),
        "equal": (_("The same amount to all"), _("Up to what was asked for")),
        "score": (_("By the forum's points"), _("The most points for the money, the others get nothing")),
        "classes": (_("In the order the forum ranked them"), _("The first get everything, as far as it reaches")),
    }


def _rules() -> dict[str, str]:
    return {
        "same_share": _("The same share of each"),
        "fewest_splits": _("Whole reports from one frame"),
        "chosen": _("An amount you choose"),
    }


def usable_methods(prioritising: Prioritising | None, offered: Sequence[str]) -> list[str]:
    """The methods that can be chosen among those that the scheme offers: those by the forum's assessment when it has
    finished."""
    return [code for code in offered if code not in BY_ASSESSMENT or assessments_for(prioritising, code)]


@dataclass(frozen=True)
class Demand:
    """A field with what is in it."""

    field: str
    name: str
    value: str


def demands_of(
    spec: Specification,
    lines: Sequence[FrameLine],
    rows: Sequence[ReportRow],
    query: QueryDict,
    error: UserError | None,
) -> dict[str, Any]:
    """Least numbers of reports (method score), and wishes in kroner for the Sámi perspective and for themes."""
    typed = query if error else QueryDict()
    round_id = lines[0].round_id
    least = [
        Demand(
            f"least-{group}",
            group_label(round_id, group),
            typed.get(f"least-{group}", str(spec.least.get(group) or "")),
        )
        for group in demand_groups(groups_of(round_id))
    ]
    wished = [(group.removeprefix(THEME), format_kroner(kr)) for group, kr in spec.wishes.items() if group != SAMI]
    if "wish-theme" in typed:
        wished = list(zip(typed.getlist("wish-theme"), typed.getlist("wish-kroner"), strict=False))
    wished = [pair for pair in wished if pair[0]]
    sami = spec.wishes.get(SAMI)
    return {
        "least": least,
        "sami": typed.get("wish-sami", format_kroner(sami) if sami else ""),
        "themes": sorted({row.theme for row in rows if row.theme}, key=norwegian_key),
        "wished": [*wished, ("", "")],
    }


def _method_choices(spec: Specification, prioritising: Prioritising | None, offered: Sequence[str]) -> list[Choice]:
    """The methods that can be chosen, and the one that is."""
    names, usable = methods(), usable_methods(prioritising, offered)
    return [Choice(c, *names[c], c == spec.method) for c in METHODS if c in usable or c == spec.method]


def choices_of(
    spec: Specification,
    lines: Sequence[FrameLine],
    query: QueryDict,
    error: UserError | None,
    both_on_first: int,
    prioritising: Prioritising | None,
    offered: Sequence[str],
) -> dict[str, Any]:
    """What each control shows; where something was typed wrong, what was typed stays. `both_on_first`: as computed."""
    language = get_language() or "nb"
    typed = query if error else QueryDict()
    rules = _rules()
    criteria = {"network": _("Network"), "sami": _("Sámi perspective"), SHARED: _("Serves several target groups")}
    units = {1: _("Whole kroner"), 100: _("Whole 100 kroner"), 1000: _("Whole 1 000 kroner")}
    return {
        "reserve": typed.get("reserve", format_kroner(spec.reserve_total)),
        "reserve_before": spec.reserve_total,
        "reserve_kroner": spec.reserve_total,
        "frame": sum(line.amount for line in lines),
        "per_line": [
            {
                "field": f"reserve-{line.code}",
                "name": line.name(language),
                "value": typed.get(f"reserve-{line.code}", format_kroner(spec.reserve.get(line.code, 0))),
                "kroner": spec.reserve.get(line.code, 0),
            }
            for line in lines
        ],
        "methods": _method_choices(spec, prioritising, offered),
        "criteria": [Choice(code, criteria[code], "", code in spec.first) for code in CRITERIA],
        "floor_percent": typed.get("floor_percent", str(spec.floor_percent)),
        "both_on_first": typed.get("both_on_first", format_kroner(both_on_first)),
        "rules": [Choice(code, rules[code], "", code == spec.line_rule) for code in LINE_RULES],
        "units": [Choice(str(unit), units[unit], "", unit == spec.unit) for unit in UNITS],
        "first_line": lines[0].name(language).lower() if lines else "",
        "second_line": lines[1].name(language).lower() if len(lines) > 1 else "",
    }


@dataclass(frozen=True)
class Sort:
    name: str
    url: str
    is_current: bool


def sort_of(query: QueryDict, has_other: bool) -> str:
    """The order asked for; else by difference where there is something to compare with, and by number where not."""
    asked = query.get("sort", "")
    known = asked in _SORTS and (has_other or asked != "difference")
    return asked if known else "difference" if has_other else "number"


def sorts_of(query: QueryDict, current: str, has_other: bool) -> list[Sort]:
    """The orders the table can be shown in, as links that keep everything else in the address."""
    names = {"number": _("number"), "asked": _("asked for"), "amount": _("gets")}
    if has_other:
        names["difference"] = _("difference")
    found = []
    for code, name in names.items():
        copy = query.copy()
        copy["sort"] = code
        copy.pop("side", None)
        found.append(Sort(name, f"?{copy.urlencode()}#reports", code == current))
    return found


_SORTS = {
    "number": lambda row: row.number,
    "asked": lambda row: (-row.asked, row.number),
    "amount": lambda row: (-row.amount, row.number),
    "difference": lambda row: (-(row.difference or 0), row.number),
}


def sorted_page(rows: list[Row], side: str | None, sort: str) -> Page[Row]:
    """All rows on one page up to 60 of them, else 50 a page; `sort` is a code of `sort_of`."""
    return paged(sorted(rows, key=_SORTS[sort]), side)
