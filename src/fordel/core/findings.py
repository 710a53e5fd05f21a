"""What the figures of a round say: rules that choose a sentence, and fall back to a neutral one.

A finding is a code with the numbers that belong in the sentence (kroner or counts); `insight` holds the sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fordel.core.status import PARTNER_KINDS, StatusFigures

NO_THEME_STANDS_OUT_BELOW: Final = 10
"""Per cent of the sum: when the largest of several themes is below this, none of them dominates."""
A_THEME_DOMINATES_FROM: Final = 25
FEW_THEMES: Final = 5


@dataclass(frozen=True)
class Finding:
    """A code and what belongs in its sentence."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


def frame_finding(figures: StatusFigures) -> Finding:
    """Is there enough, and for whom? One of: empty, over_asked, line_short, choose, one_way, room."""
    if not figures.needs.count:
        return Finding("empty", {"frame": figures.frame})
    if figures.shortages:
        return _shortage(figures)
    if figures.shared.count and any(line.choice for line in figures.lines):
        return Finding("choose", {"kroner": max(line.choice for line in figures.lines), "lines": len(figures.lines)})
    code = "one_way" if figures.shared.count else "room"
    return Finding(code, {"left": figures.left, "lines": len(figures.lines)})


def _shortage(figures: StatusFigures) -> Finding:
    """The largest shortage, and the largest one inside a smaller set of lines where there is one."""
    first = figures.shortages[0]
    inside = next((s for s in figures.shortages[1:] if len(s.lines) < len(figures.lines)), None)
    if figures.left < 0:
        whole = next(s for s in figures.shortages if len(s.lines) == len(figures.lines))
        part = first if first is not whole else inside
        return Finding("over_asked", {"short": whole.short, "part": part, "largest": first})
    return Finding("line_short", {"short": first.short, "lines": first.lines, "left": figures.left})


def theme_finding(figures: StatusFigures) -> Finding:
    """none_dominates, dominates, largest, only, or neutral (no themes, or two that are equally large)."""
    themes = [theme for theme in figures.themes if theme.name]
    if not themes:
        return Finding("neutral")
    top = themes[0]
    values = {"theme": top.name, "kroner": top.total.amount, "whole": figures.needs.amount}
    if len(themes) == 1:
        return Finding("only" if len(figures.themes) == 1 else "largest", values)
    if themes[1].total.amount == top.total.amount:
        return Finding("neutral")
    share = top.total.amount * 100
    if share >= A_THEME_DOMINATES_FROM * figures.needs.amount:
        return Finding("dominates", values)
    if share < NO_THEME_STANDS_OUT_BELOW * figures.needs.amount and len(themes) >= FEW_THEMES:
        return Finding("none_dominates", values)
    return Finding("largest", values)


def partner_finding(figures: StatusFigures) -> Finding:
    """most (one partner takes part in more measures than any other), count, or nobody."""
    if not figures.partners:
        return Finding("nobody")
    counts = {kind: len(figures.partners_of_kind(kind)) for kind in PARTNER_KINDS}
    by_measures = sorted(figures.partners, key=lambda partner: -partner.measures)
    top = by_measures[0]
    values = {"counts": counts, "name": top.name, "measures": top.measures, "reports": figures.needs.count}
    alone = len(by_measures) == 1 or by_measures[1].measures < top.measures
    return Finding("most" if alone else "count", values)


def sami_finding(figures: StatusFigures) -> Finding:
    """none, all or some of the reports have a Sámi perspective."""
    count, whole = figures.sami.total.count, figures.needs.count
    code = "none" if not count else "all" if count == whole else "some"
    return Finding(code, {"count": count, "whole": whole})


def network_finding(figures: StatusFigures) -> Finding:
    """none, or some: how many reports from how many networks, and their part of the sum."""
    total = figures.in_networks
    if not total.count:
        return Finding("none")
    values = {"count": total.count, "networks": len(figures.networks), "kroner": total.amount}
    return Finding("some", values | {"whole": figures.needs.amount})


def place_finding(figures: StatusFigures) -> Finding:
    """empty, all, networks (all the others are reached through a network), reached, or missing (some are not)."""
    reach = {name: len(figures.reached(name)) for name in ("own", "network", "others", "none")}
    values = reach | {"whole": len(figures.places)}
    if not figures.needs.count:
        return Finding("empty", values)
    if reach["own"] == len(figures.places):
        return Finding("all", values)
    if reach["none"]:
        return Finding("missing", values)
    return Finding("reached" if reach["others"] else "networks", values)
