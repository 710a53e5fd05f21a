"""Bars that lie down: sorted by value, from zero, the value at the end of the bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from fordel.shared.charts.paint import Paint
from fordel.shared.charts.svg import NARROW, Svg
from fordel.shared.charts.text import text_width, wrap

HALF: Final = 552
_BAR: Final = 16
_GAP: Final = 2


@dataclass(frozen=True)
class Bar:
    """A bar of one or more parts (value, paint); `end` is written behind it."""

    label: str
    parts: tuple[tuple[int, Paint], ...]
    end: str

    @property
    def value(self) -> int:
        return sum(value for value, _paint in self.parts)


def bar_chart(name: str, bars: Sequence[Bar], label: str, *, width: int = HALF, most: int = 1) -> SafeString:
    """The chart with labels to the left, or above each bar when it is narrow. The scale ends at the longest bar, or at
    `most`, so that several charts can be compared."""
    svg = Svg(name, width, label)
    narrow = width <= NARROW
    end = max((text_width(bar.end, 12.5, 600) for bar in bars), default=0) + 8
    left = 0.0 if narrow else min(max((text_width(bar.label, 13) for bar in bars), default=0) + 14, width * 0.46)
    scale = (width - left - end) / max([most, *(bar.value for bar in bars)])
    y = 0.0
    for bar in bars:
        words = wrap(bar.label, 13, (width if narrow else left - 10))
        if narrow:
            for word in words:
                svg.text(0, y + 14, word, size=13)
                y += 18
            top, y = y, y + _BAR + 10
        else:
            height = max(27, 17 * len(words) + 6)
            top = y + (height - _BAR) / 2
            first = y + height / 2 + 4.5 - 8 * (len(words) - 1)
            for position, word in enumerate(words):
                svg.text(0, first + 16 * position, word, size=13)
            y += height
        _draw(svg, bar, left, top, scale)
    return svg.markup(y + 2)


def _draw(svg: Svg, bar: Bar, left: float, top: float, scale: float) -> None:
    x = left
    shown = [(value, paint) for value, paint in bar.parts if value]
    for position, (value, paint) in enumerate(shown):
        length = value * scale
        gap = _GAP if position < len(shown) - 1 and length > 2 * _GAP else 0
        svg.rect(x, top, max(length - gap, 0.5), _BAR, paint)
        x += length
    svg.text(x + 6, top + 12.5, bar.end, size=12.5, weight=600)
