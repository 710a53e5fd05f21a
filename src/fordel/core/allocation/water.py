"""Engine W: weighted water-filling over budget lines, in exact arithmetic.

x_r(level) = min(cap_r, max(lo_r, level * w_r)). The level rises for everyone until some set of lines T is used up;
those whom only T may pay stop there, the others continue. The result is the one lexicographic maximin of x_r / w_r
(Megiddo 1974; Bochet, Ilkilic and Moulin 2013). Everybody on the same lines stops together, so a run costs one sort
of the points where somebody starts or stops rising, and a sweep over them per set of lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from fordel.core.allocation.frames import LineSets


@dataclass(frozen=True, slots=True)
class Filler:
    """Those who take part: positions in the work's columns, weights w > 0 and bounds lo <= cap in kroner."""

    members: Sequence[int]
    weight: Sequence[int]
    lo: Sequence[int]
    cap: Sequence[int]


@dataclass(slots=True)
class _Curve:
    """S(level) of the reports on one set of lines: `base` + `slope` * level before the first event.

    `events` are (order key, change of base, change of slope, numerator, denominator), sorted by level.
    """

    base: int
    slope: int
    events: list[tuple[int, int, int, int, int]]

    def at(self, level: Fraction) -> Fraction:
        base, slope = self.base, self.slope
        for _, more, steeper, num, den in self.events:
            if num * level.denominator > level.numerator * den:
                break
            base += more
            slope += steeper
        return base + slope * level


def _curve(who: list[int], filler: Filler, shift: int) -> _Curve:
    """The curve of some members. Two different fractions with denominators below 2**(shift/2) differ by more than
    2**-shift, so floor(fraction * 2**shift) sorts them exactly, with equal keys for equal fractions only."""
    base = slope = 0
    changes: dict[int, list[int]] = {}
    weight, lo, cap = filler.weight, filler.lo, filler.cap
    for k in who:
        low, high, w = lo[k], cap[k], weight[k]
        base += low
        if low == high:
            continue
        if low:
            change = changes.get(key := (low << shift) // w)
            if change is None:
                changes[key] = [-low, w, low, w]
            else:
                change[0] -= low
                change[1] += w
        else:
            slope += w
        change = changes.get(key := (high << shift) // w)
        if change is None:
            changes[key] = [high, -w, high, w]
        else:
            change[0] += high
            change[1] -= w
    events = [(key, c[0], c[1], c[2], c[3]) for key, c in sorted(changes.items())]
    return _Curve(base, slope, events)


def _level_when_full(curves: list[_Curve], capacity: Fraction) -> Fraction | None:
    """The highest level at which the curves together still fit, or None when they fit at any level."""
    base = sum(c.base for c in curves)
    slope = sum(c.slope for c in curves)
    events = curves[0].events if len(curves) == 1 else sorted(e for c in curves for e in c.events)
    have, part = capacity.numerator, capacity.denominator
    for _, more, steeper, num, den in events:
        if (base * den + slope * num) * part > have * den:
            return (capacity - base) / slope
        base += more
        slope += steeper
    return None


def fill(sets: LineSets, masks: Sequence[int], filler: Filler, capacity: Sequence[int]) -> dict[int, Fraction | None]:
    """The level each set of lines in use reaches; None where everybody there reaches the cap.

    `capacity` is kroner per T in `sets.sets` for the members of `filler` alone. Weights are positive and the lower
    bounds fit together; both are the caller's promise.
    """
    shift = 2 * max(filler.weight, default=1).bit_length()
    groups: dict[int, list[int]] = {}
    for k, member in enumerate(filler.members):
        groups.setdefault(masks[member], []).append(k)
    curves = {mask: _curve(who, filler, shift) for mask, who in groups.items()}
    left = [Fraction(c) for c in capacity]
    free = set(curves)
    levels: dict[int, Fraction | None] = dict.fromkeys(curves)
    while free:
        full: list[tuple[Fraction, int]] = []
        for k, t in enumerate(sets.sets):
            inside = [curves[m] for m in curves if m in free and m & ~t == 0]
            level = _level_when_full(inside, left[k]) if inside else None
            if level is not None:
                full.append((level, t))
        if not full:
            break
        lowest = min(level for level, _ in full)
        stopped = {m for m in free if any(level == lowest and m & ~t == 0 for level, t in full)}
        for mask in stopped:
            levels[mask] = lowest
            taken = curves[mask].at(lowest)
            for k in sets.over[mask]:
                left[k] -= taken
        free -= stopped
    return levels
