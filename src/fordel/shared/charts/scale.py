"""Axes from zero with round steps."""

from __future__ import annotations

from typing import Final

_STEPS: Final = (1, 2, 3, 5, 10)


def round_step(largest: int, ticks: int = 6) -> int:
    """The smallest step of 1, 2, 3 or 5 times a power of ten that covers `largest` in at most so many steps."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * ticks >= largest:
                return step * power
        power *= 10


def tick_values(largest: int, ticks: int = 6) -> list[int]:
    """0 and every step that is not above `largest`."""
    step = round_step(max(largest, 1), ticks)
    return [step * n for n in range(largest // step + 1)]
