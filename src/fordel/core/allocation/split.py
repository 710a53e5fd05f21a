"""Who pays what of amounts already set: shared reports over lines (M7), a sum over recipients, own contribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from fordel.core.allocation.frames import line_sets, mask_of
from fordel.core.allocation.line_sums import bounds_of, demand_of, fairest_sums, table_of, without_cycles
from fordel.core.allocation.model import CaseError, Infeasible, Invalid, Line, Request
from fordel.core.allocation.subset_sum import nearest_subset
from fordel.core.allocation.validate import check_hold_back, check_lines, check_reports, stated

BOTH = 3


@dataclass(frozen=True, slots=True)
class LineSplit:
    """Kroner per report and line. `interval` is, per line, the least and most of the shared money it can pay, and
    `pairs` the same for two lines together if there are more than two.

    `target` is what the rule aims at for the first line, `split_reports` the reports paid from several lines.
    """

    interval: Mapping[str, tuple[int, int]]
    paid: Mapping[str, Mapping[str, int]]
    left: Mapping[str, int]
    target: int
    split_reports: tuple[str, ...]
    nearest: bool = True
    pairs: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)

    status = "ok"


@dataclass(frozen=True, slots=True)
class RecipientSplit:
    """Kroner per recipient, and per recipient and line where the sum is given by line."""

    recipients: Mapping[str, int]
    table: Mapping[str, Mapping[str, int]]

    status = "ok"


def largest_remainder(total: int, weights: Mapping[str, int], order: Mapping[str, int] | None = None) -> dict[str, int]:
    """`total` kroner over names in proportion to whole weights; the parts are whole and sum to the total.

    What the rounding down leaves is given out one krone each by (fraction desc, order desc, name); `order` is the
    weights unless given. Raises ValueError when there is something to share and no positive weight, or a number
    below zero.
    """
    whole = sum(weights.values())
    if total < 0 or any(w < 0 for w in weights.values()):
        raise ValueError("a negative number cannot be shared")
    if whole == 0:
        if total:
            raise ValueError("there is no weight to share by")
        return dict.fromkeys(weights, 0)
    keys = weights if order is None else order
    parts = {name: total * weight // whole for name, weight in weights.items()}
    missing = total - sum(parts.values())
    first = sorted(weights, key=lambda name: (-(total * weights[name] % whole), -keys[name], name))
    for name in first[:missing]:
        parts[name] += 1
    return parts


def split_lines(
    lines: Sequence[Line], requests: Sequence[Request], rule: str = "same_share"
) -> LineSplit | Invalid | Infeasible:
    """M7: pay amounts (in `Request.ask`) from the lines that may pay them; `rule` is same_share or fewest_splits.

    same_share: what each line pays of the shared reports is the lexicographic maximin of s/C (`line_sums`), and every
    shared report is paid in that proportion as far as its lines allow. fewest_splits: at most one report fewer than
    there are lines is paid from several. Raises CaseError for an unknown rule, no lines, or too many of them.
    """
    if not lines or rule not in ("same_share", "fewest_splits"):
        raise CaseError("a split over lines needs budget lines and the rule same_share or fewest_splits")
    refused = (
        check_reports([stated(r) for r in requests], lines)
        or check_lines(lines)
        or check_hold_back(lines)
        or lines_conflict(lines, requests)
    )
    return refused if refused is not None else _split(lines, sorted(requests, key=lambda r: r.id), rule)


def lines_conflict(lines: Sequence[Line], requests: Sequence[Request]) -> Infeasible | None:
    """The set of lines that lacks the most money for the asks (the smaller set on a tie), or None when all fit."""
    position = {line.id: k for k, line in enumerate(lines)}
    masks = {r.id: mask_of(r.lines, position) for r in requests}
    sets = line_sets(lines, masks.values())
    shortages = []
    for t in range(1, 1 << len(lines)):
        need = sum(r.ask for r in requests if masks[r.id] & ~t == 0)
        shortages.append((need - sets.capacity(t), -t.bit_count(), -t, need))
    short, _, negated, need = max(shortages, default=(0, 0, 0, 0))
    if short <= 0:
        return None
    return Infeasible("lines", sets.names(-negated), need=need, available=need - short, short=short)


def _split(lines: Sequence[Line], requests: Sequence[Request], rule: str) -> LineSplit:
    names = [line.id for line in lines]
    masks = [mask_of(r.lines, {name: k for k, name in enumerate(names)}) for r in requests]
    demand = demand_of(lines, masks, [r.ask for r in requests])
    bounds, sums, nearest = bounds_of(demand), fairest_sums(demand), True
    groups = {
        mask: {r.id: r.ask for r, own in zip(requests, masks, strict=True) if own == mask} for mask in demand.shared
    }
    table = table_of(demand, sums)
    if rule == "same_share":
        parts = {mask: _evenly(table[mask], group) for mask, group in groups.items()}
    elif len(lines) == 2:
        low, high = bounds.lines[names[0]]
        whole, nearest = _fewest_splits(groups.get(BOTH, {}), low, high, sums[0])
        parts = {BOTH: {name: [first, groups[BOTH][name] - first] for name, first in whole.items()}}
    else:
        parts = {mask: _in_turn(row, groups[mask]) for mask, row in without_cycles(table).items()}
    paid = {
        r.id: {
            names[k]: parts[mask][r.id][k] if mask.bit_count() > 1 else r.ask
            for k in range(len(lines))
            if mask >> k & 1
        }
        for r, mask in zip(requests, masks, strict=True)
    }
    left = {line.id: line.capacity - sum(p.get(line.id, 0) for p in paid.values()) for line in lines}
    divided = tuple(r.id for r in requests if sum(part > 0 for part in paid[r.id].values()) > 1)
    return LineSplit(bounds.lines, paid, left, sums[0], divided, nearest, bounds.pairs)


def _evenly(row: Sequence[int], group: Mapping[str, int]) -> dict[str, list[int]]:
    """Each report's kroner from each line; lines in turn by largest remainder over what is not paid yet, so that every
    report is paid in full and every line pays its sum."""
    rest, found = dict(group), {name: [0] * len(row) for name in group}
    for k, kroner in enumerate(row):
        for name, part in largest_remainder(kroner, rest, group).items():
            found[name][k] = part
            rest[name] -= part
    return found


def _in_turn(row: Sequence[int], group: Mapping[str, int]) -> dict[str, list[int]]:
    """Each report's kroner from each line: the largest first, from one line until it is used up, then from the next,
    so that at most one report fewer than there are lines in use is paid from several."""
    found, lines = {name: [0] * len(row) for name in group}, [[k, kroner] for k, kroner in enumerate(row) if kroner]
    for name in sorted(group, key=lambda n: (-group[n], n)):
        missing = group[name]
        while missing:
            k, kroner = lines[0]
            part = min(missing, kroner)
            found[name][k] += part
            missing, lines[0][1] = missing - part, kroner - part
            if lines[0][1] == 0:
                lines.pop(0)
    return found


def _fewest_splits(both: Mapping[str, int], low: int, high: int, target: int) -> tuple[dict[str, int], bool]:
    """Whole reports from the first line with a sum as near the target as can be; else one report is divided.

    The second value is False where so many reports were in play that a still nearer or earlier choice may exist.
    """
    names = sorted(both)
    chosen, exact = nearest_subset([both[name] for name in names], low, high, target)
    if chosen is not None:
        return {name: both[name] if chosen[k] else 0 for k, name in enumerate(names)}, exact
    from_first = dict.fromkeys(names, 0)
    left = target
    for name in sorted(names, key=lambda n: (-both[n], n)):
        if both[name] <= left:
            from_first[name] = both[name]
            left -= both[name]
    if left:
        divided = next(name for name in names if from_first[name] == 0 and both[name] > left)
        from_first[divided] = left
    return from_first, exact


def split_recipients(
    amount: int, shares: Mapping[str, int], by_line: Mapping[str, int] | None = None
) -> RecipientSplit:
    """An award over its recipients in proportion to whole shares, by largest remainder, and over lines where given.

    Rows and columns of the table are exact: each line's sum is shared by what the recipients have still to get, the
    last line pays the rest. Raises ValueError: nothing to share by, or lines that do not sum to the amount.
    """
    recipients = largest_remainder(amount, shares)
    table: dict[str, dict[str, int]] = {name: {} for name in recipients}
    if by_line is not None:
        if sum(by_line.values()) != amount:
            raise ValueError("the lines do not sum to the amount")
        rest = dict(recipients)
        for line, kroner in by_line.items():
            column = largest_remainder(kroner, rest)
            for name, part in column.items():
                table[name][line] = part
                rest[name] -= part
    return RecipientSplit(recipients, table)


def effective_ask(
    ask: int, own_rate_percent: int, *, total_cost: int | None = None, own_funds: int | None = None
) -> int:
    """The ask in kroner after the demand for an own contribution e (per cent).

    With `total_cost`: at most (1 - e) of the cost. With `own_funds`: at most what those funds are e of; no cap when
    nothing is demanded. Rounded down to the krone.
    """
    if total_cost is not None:
        ask = min(ask, (100 - own_rate_percent) * total_cost // 100)
    if own_funds is not None and own_rate_percent:
        ask = min(ask, int(Fraction(100 * own_funds, own_rate_percent)))
    return ask
