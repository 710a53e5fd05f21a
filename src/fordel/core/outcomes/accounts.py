"""What was used of a grant, and how it is divided by budget line. Whole kroner."""

from __future__ import annotations

from collections.abc import Mapping


def unused_of(granted: int, used: int) -> int:
    """What is left of the grant. Raises ValueError if more is used than was granted, or less than nothing."""
    if not 0 <= used <= granted:
        raise ValueError(f"{used} of {granted}")
    return granted - used


def used_by_line(granted_by_line: Mapping[str, int], used: int) -> dict[str, int]:
    """Line -> kroner used, in the proportion in which the lines paid the grant; sums to `used` (largest remainder, the
    first line first among equals), and no line has more than it paid. Raises ValueError as `unused_of`."""
    granted = sum(granted_by_line.values())
    unused_of(granted, used)
    if not granted:
        return dict.fromkeys(granted_by_line, 0)
    shares = {code: used * amount // granted for code, amount in granted_by_line.items()}
    remainders = {code: used * amount % granted for code, amount in granted_by_line.items()}
    left = used - sum(shares.values())
    for code in sorted(remainders, key=lambda each: -remainders[each])[:left]:
        shares[code] += 1
    return shares
