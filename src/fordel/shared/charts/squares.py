"""Squares: one for each report, or for so many of them when they are many."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString

from fordel.shared.charts.paint import Paint
from fordel.shared.charts.svg import Svg

MOST: Final = 130
_SIZE: Final = 20
_STEP: Final = 26
_OPEN: Final = Paint("#ffffff", stroke="#8a8f96")


def per_square(whole: int) -> int:
    """How many things a square stands for, so that there are at most `MOST` squares: 1, 2, 5, 10, 20 …"""
    power = 1
    while True:
        for step in (1, 2, 5):
            if -(-whole // (step * power)) <= MOST:
                return step * power
        power *= 10


def filled_squares(parts: Sequence[int], each: int) -> list[int]:
    """Squares per part: the ends are rounded up, so that the parts together are the rounded whole."""
    ends, total = [0], 0
    for part in parts:
        total += part
        ends.append(-(-total // each))
    return [end - begin for begin, end in pairwise(ends)]


def square_chart(name: str, parts: Sequence[tuple[int, Paint]], whole: int, label: str, *, width: int) -> SafeString:
    """`parts` of `whole` as filled squares, the rest open; filled downwards, column by column."""
    svg = Svg(name, width, label)
    each = per_square(whole)
    count = -(-whole // each)
    columns = max(1, min((width + _STEP - _SIZE) // _STEP, -(-count // 4)))
    rows = max(1, -(-count // columns))
    filled = filled_squares([value for value, _paint in parts], each)
    paints = [paint for squares, (_value, paint) in zip(filled, parts, strict=True) for _ in range(squares)]
    for position in range(count):
        column, row = divmod(position, rows)
        paint = paints[position] if position < len(paints) else _OPEN
        svg.rect(column * _STEP, row * _STEP, _SIZE, _SIZE, paint, radius=3)
    return svg.markup((rows - 1) * _STEP + _SIZE + 2)
