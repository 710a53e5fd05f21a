"""A flow from stage to stage: bands as high as their amounts, and what does not reach the next stage ends beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from fordel.shared.charts.paint import MUTED, Paint
from fordel.shared.charts.svg import NARROW, Svg
from fordel.shared.charts.text import text_width

_HIGH: Final = 220
_NODE: Final = 14
_GAP: Final = 6
_SIZE: Final = 12.5


@dataclass(frozen=True)
class Stage:
    """A stage: what it is called, and the sum in words under the name."""

    name: str
    text: str


@dataclass(frozen=True)
class Band:
    """What flows: its name, its paint, and its amount at each stage, never more than at the stage before."""

    name: str
    paint: Paint
    amounts: tuple[int, ...]


def flow_chart(name: str, stages: Sequence[Stage], bands: Sequence[Band], label: str, *, width: int) -> SafeString:
    """The stages side by side. In a narrow drawing the names are a size smaller and above each other."""
    svg = Svg(name, width, label)
    narrow = width <= NARROW
    top = 56 if narrow else 46
    most = max((sum(band.amounts[0] for band in bands), 1))
    scale = (_HIGH - _GAP * max(len(bands) - 1, 0)) / most
    columns = [position * (width - _NODE) / max(len(stages) - 1, 1) for position in range(len(stages))]
    _heads(svg, stages, columns, narrow=narrow)
    y = float(top)
    for band in bands:
        _band(svg, band, columns, y, scale)
        y += band.amounts[0] * scale + _GAP
    return svg.markup(y + 4)


def _heads(svg: Svg, stages: Sequence[Stage], columns: Sequence[float], *, narrow: bool) -> None:
    last = len(stages) - 1
    for position, (stage, x) in enumerate(zip(stages, columns, strict=True)):
        anchor = "start" if position == 0 else "end" if position == last else "middle"
        at = {"start": x, "middle": x + _NODE / 2, "end": x + _NODE}[anchor]
        size = 12 if narrow else 14
        svg.text(at, 16, stage.name, size=size, weight=600, anchor=anchor)
        low = 34 if not narrow or position % 2 == 0 else 48
        svg.text(at, low, stage.text, size=_SIZE if not narrow else 12, anchor=anchor, fill=MUTED)


def _band(svg: Svg, band: Band, columns: Sequence[float], y: float, scale: float) -> None:
    for position, x in enumerate(columns):
        high = band.amounts[position] * scale
        if high:
            svg.rect(x, y, _NODE, max(high, 0.5), band.paint)
        if position == len(columns) - 1:
            continue
        reaches = band.amounts[position + 1] * scale
        left, right = x + _NODE, columns[position + 1]
        if reaches:
            svg.shape([(left, y), (right, y), (right, y + reaches), (left, y + reaches)], band.paint.fill, 0.35)
        if high > reaches:
            stub = left + (right - left) * 0.3
            svg.shape([(left, y + reaches), (stub, y + high), (left, y + high)], band.paint.fill, 0.15)
    if band.amounts[0] * scale >= _SIZE + 6 and text_width(band.name, _SIZE, 600) + 20 < columns[-1] / 2:
        svg.text(columns[0] + _NODE + 8, y + band.amounts[0] * scale / 2 + 4.5, band.name, size=_SIZE, weight=600)
