"""`fordel status`: the figures of a round, for people as a table and for scripts as JSON."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fordel.core.status import GroupedSum, Tally
    from fordel.insight.selectors.status import StatusView

NEEDS_DATABASE = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", required=True, help="the office's short name, as in the address: nordland")
    parser.add_argument("--scheme", help="the scheme, as in the address: kollektiv (default: the office's main scheme)")
    parser.add_argument("--year", required=True, type=int, help="the grant year: 2026")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the figures. Raises UserError for an office, a scheme or a year that does not exist."""
    from django.utils import translation  # lazy: settings not ready

    from fordel.insight.selectors.status import full_status_of  # lazy: settings not ready
    from fordel.programme.selectors.rounds import named_round  # lazy: settings not ready

    with translation.override("nb"):
        view = full_status_of(named_round(arguments.office, arguments.scheme, arguments.year))
        if arguments.json:
            print(json.dumps(as_json(view), ensure_ascii=False, indent=2))
        else:
            print(as_text(view))
    return 0


def as_json(view: StatusView) -> dict[str, Any]:
    """The figures with stable keys; amounts in whole kroner."""
    from fordel.core.status import NOTHING, PARTNER_KINDS  # lazy: settings not ready

    found = view.figures
    groups = {code: _tally(found.by_group.get(code, NOTHING)) for code in view.groups.codes}
    intervals = {line.code: found.interval(line.code) for line in found.lines}
    return {
        **view.round.where,
        "frame": {"total": found.frame} | {line.code: line.amount for line in view.lines},
        "needs": {"count": found.needs.count, "total": found.needs.amount} | groups,
        "left": found.left,
        "shared_on": {code: list(interval) if interval else None for code, interval in intervals.items()},
        **_on_the_first(view, intervals),
        "shortages": [
            {"lines": list(s.lines), "need": s.need, "available": s.available, "short": s.short}
            for s in found.shortages
        ],
        "partners": {kind: len(found.partners_of_kind(kind)) for kind in PARTNER_KINDS},
        "partner_list": [
            {"name": p.name, "kind": p.kind, "measures": p.measures, "sum": p.amount} for p in found.partners
        ],
        "cross_group": _tally(found.shared),
        "sami_perspective": _tally(found.sami.total)
        | {"not_given": found.sami.not_given}
        | {code: _tally(tally) for code, tally in sorted(found.sami.by_group.items())},
        "networks": [_named(network) for network in found.networks],
        "themes": [_named(theme) for theme in found.themes],
        "municipalities": [
            {"number": item.place.number, "name": item.place.name, "reach": item.reach} | _tally(item.total)
            for item in found.places
        ],
        "comparison": [
            {
                "year": former.year,
                "total": former.total,
                "lines": {line.code: line.amount for line in former.lines},
                "comparable": former.same_scheme,
                "note": former.note,
            }
            for former in view.former
        ],
    }


def _on_the_first(view: StatusView, intervals: dict[str, tuple[int, int] | None]) -> dict[str, Any]:
    """With two lines, what of the shared reports the first can pay, under a key with its code."""
    if len(view.lines) != 2:
        return {}
    first = view.lines[0].code
    return {f"both_on_{first}": list(found) if (found := intervals[first]) else None}


def _tally(tally: Tally) -> dict[str, int]:
    return {"count": tally.count, "sum": tally.amount}


def _named(group: GroupedSum) -> dict[str, Any]:
    return {"name": group.name} | _tally(group.total) | {code: _tally(t) for code, t in sorted(group.by_group.items())}


def as_text(view: StatusView) -> str:
    """The conclusion and the key figures in two columns."""
    from fordel.insight.presentation import texts  # lazy: settings not ready
    from fordel.insight.presentation.tables import key_table  # lazy: settings not ready

    rows = [(row[0].text, row[1].text) for row in key_table(view).rows]
    left = max(len(name) for name, _value in rows)
    right = max(len(value) for _name, value in rows)
    lines = [f"{view.round.office.name}, {view.round.year}", "", texts.lead(view), texts.frame_heading(view), ""]
    lines += [f"  {name:<{left}}  {value:>{right}}" for name, value in rows]
    lines += [""] + [f"{former.year}: {former.note}" for former in view.former if former.note]
    return "\n".join(lines).replace("\u00a0", " ").rstrip()
