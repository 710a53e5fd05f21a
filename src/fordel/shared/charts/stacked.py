"""Stacked bars on one axis from zero, each with an optional limit line: needs against frame, years side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from fordel.shared.charts.paint import INK, MUTED, Paint
from fordel.shared.charts.scale import tick_values
from fordel.shared.charts.svg import NARROW, Svg
from fordel.shared.charts.text import text_width, wrap

FULL: Final = 1152
_BAR: Final = 44
_SIZE: Final = 12.5
_GAP: Final = 2


@dataclass(frozen=True)
class Part:
    """A piece of a bar: its value, and what it is called (`short` where it does not fit and is above the bar)."""

    value: int
    paint: Paint
    name: str
    text: str
    short: str = ""


@dataclass(frozen=True)
class Row:
    """A bar with its name, a note under the name, and a limit: (value, text)."""

    label: str
    parts: tuple[Part, ...]
    note: str = ""
    limit: tuple[int, str] | None = None

    @property
    def reach(self) -> int:
        return max(sum(part.value for part in self.parts), self.limit[0] if self.limit else 0)


def split_bar(name: str, parts: Sequence[Part], label: str, *, width: int = FULL) -> SafeString:
    """One bar as wide as the drawing for a whole in two or three parts: names above it and values below, or a list
    under it where the names do not fit beside each other."""
    svg = Svg(name, width, label)
    whole = max(sum(part.value for part in parts), 1)
    beside = sum(text_width(part.name, _SIZE, 600) + 14 for part in parts) <= width
    top, x = (24 if beside else 0), 0.0
    for part in parts:
        length = part.value / whole * width
        if length:
            svg.rect(x, top, length, 30, part.paint)
        x += length
    if not beside:
        for position, part in enumerate(parts):
            y = 52 + 22 * position
            svg.rect(0, y - 11, 12, 12, part.paint)
            svg.text(20, y, part.name, size=13)
            svg.text(width, y, part.text, size=13, weight=600, anchor="end")
        return svg.markup(36 + 22 * len(parts))
    for part, anchor in zip(parts, ["start", "middle", "end"] if len(parts) == 3 else ["start", "end"], strict=True):
        at = {"start": 0.0, "middle": width / 2, "end": float(width)}[anchor]
        colour = part.paint.text if part.paint.pattern else part.paint.fill
        svg.text(at, 16, part.name, size=_SIZE, weight=600, anchor=anchor, fill=colour)
        svg.text(at, 72, part.text, size=14, weight=600, anchor=anchor)
    return svg.markup(80)


@dataclass(frozen=True)
class _Frame:
    """Where the bars begin and how many units a krone is."""

    left: float
    scale: float
    width: float

    def x(self, value: float) -> float:
        return self.left + value * self.scale


def stacked_chart(
    name: str, rows: Sequence[Row], label: str, tick: Callable[[int], str], *, width: int = FULL
) -> SafeString:
    """The chart with names to the left, or above each bar when it is narrow. `tick` writes the values of the axis."""
    svg = Svg(name, width, label)
    narrow = width <= NARROW
    largest = max((row.reach for row in rows), default=0)
    values = tick_values(largest, 3 if narrow else 6)
    left = 0.0
    if not narrow:
        names = [text_width(row.label, 14, 600) for row in rows] + [text_width(row.note, _SIZE) for row in rows]
        left = max(names, default=0) + 16
    frame = _Frame(left, (width - left - (2 if narrow else 12)) / max(largest, 1), width)
    tops, bottom = _tops(rows, frame, narrow=narrow)
    svg.axis([(frame.x(value), tick(value)) for value in values], 8, bottom)
    for row, top in zip(rows, tops, strict=True):
        _names(svg, row, top, narrow=narrow)
        _bar(svg, row, top, frame)
        _limit(svg, row, top, frame, narrow=narrow)
    return svg.markup(bottom + 26)


def _tops(rows: Sequence[Row], frame: _Frame, *, narrow: bool) -> tuple[list[float], float]:
    """Where each bar begins, with room above it for what does not fit inside; and where the axis is."""
    tops, y = [], 4.0
    for row in rows:
        above = 17 * len(_above(row, frame)) + (17 if not narrow and _limit_above(row, frame) else 0)
        if narrow:
            lines = len(_label_lines(row, frame))
            above += 5 + 17 * lines + (17 if row.note else 0) + (17 if row.limit else 0)
        tops.append(y + max(above, 8))
        y = tops[-1] + _BAR + 14
    return tops, y


def _label_lines(row: Row, frame: _Frame) -> list[str]:
    """The name of a bar in a narrow drawing. The words are measured with some room, as they are bold."""
    return wrap(row.label, 15, frame.width)


def _fits(part: Part, frame: _Frame) -> bool:
    widest = max(text_width(part.name, _SIZE), text_width(part.text, _SIZE, 600))
    return part.value * frame.scale >= widest + 16


def _above(row: Row, frame: _Frame) -> list[list[tuple[float, str, Part]]]:
    """Texts that do not fit inside their part, in as few lines as they need: (x of the middle, text, part)."""
    lines: list[list[tuple[float, str, Part]]] = []
    x = 0.0
    for part in row.parts:
        middle = frame.x(x + part.value / 2)
        x += part.value
        if not part.value or _fits(part, frame):
            continue
        text = part.short or f"{part.name} {part.text}"
        half = text_width(text, _SIZE, 600) / 2
        middle = min(max(middle, frame.left + half), frame.width - half)
        for line in lines:
            last, words, _part = line[-1]
            if last + text_width(words, _SIZE, 600) / 2 + 10 < middle - half:
                line.append((middle, text, part))
                break
        else:
            lines.append([(middle, text, part)])
    return lines


def _names(svg: Svg, row: Row, top: float, *, narrow: bool) -> None:
    if not narrow:
        svg.text(0, top + (19 if row.note else 27), row.label, size=14, weight=600)
        if row.note:
            svg.text(0, top + 36, row.note, size=_SIZE, fill=MUTED)


def _bar(svg: Svg, row: Row, top: float, frame: _Frame) -> None:
    x = 0
    shown = [part for part in row.parts if part.value]
    for position, part in enumerate(shown):
        length = part.value * frame.scale
        gap = _GAP if position < len(shown) - 1 and length > 2 * _GAP else 0
        svg.rect(frame.x(x), top, max(length - gap, 0.5), _BAR, part.paint)
        if _fits(part, frame):
            _inside(svg, part, frame.x(x), top, length)
        x += part.value
    for line_number, line in enumerate(_above(row, frame)):
        for middle, text, part in line:
            colour = part.paint.text if part.paint.text.lower() not in ("#ffffff", "#102022") else INK
            svg.text(middle, top - 7 - 17 * line_number, text, size=_SIZE, weight=600, anchor="middle", fill=colour)


def _inside(svg: Svg, part: Part, x: float, top: float, length: float) -> None:
    if part.paint.pattern:
        widest = max(text_width(part.name, _SIZE), text_width(part.text, _SIZE, 600)) + 12
        svg.plate(x + (length - widest) / 2, top + 5, widest, _BAR - 10)
        svg.text(x + length / 2, top + 19, part.name, size=_SIZE, anchor="middle", fill=part.paint.text)
        svg.text(x + length / 2, top + 35, part.text, size=_SIZE, weight=600, anchor="middle", fill=INK)
        return
    svg.text(x + 8, top + 19, part.name, size=_SIZE, fill=part.paint.text)
    svg.text(x + 8, top + 35, part.text, size=_SIZE, weight=600, fill=part.paint.text)


def _limit_above(row: Row, frame: _Frame) -> bool:
    """Whether the limit's text has no room to the right of its line."""
    if row.limit is None:
        return False
    reached = sum(part.value for part in row.parts)
    return reached > row.limit[0] or frame.x(row.limit[0]) + 8 + text_width(row.limit[1], _SIZE, 600) > frame.width


def _limit(svg: Svg, row: Row, top: float, frame: _Frame, *, narrow: bool) -> None:
    lines = 17 * len(_above(row, frame))
    if narrow:
        y = top - 7 - lines
        if row.limit:
            svg.text(0, y, row.limit[1], size=_SIZE, weight=600)
            y -= 17
        if row.note:
            svg.text(0, y, row.note, size=_SIZE, fill=MUTED)
            y -= 18
        for words in reversed(_label_lines(row, frame)):
            svg.text(0, y, words, size=14, weight=600)
            y -= 17
    if row.limit is None:
        return
    x = frame.x(row.limit[0])
    svg.line(x, top - 5, x, top + _BAR + 5, stroke="#ffffff", width=6)
    svg.line(x, top - 5, x, top + _BAR + 5, stroke=INK, width=2)
    if narrow:
        return
    if _limit_above(row, frame):
        wide = text_width(row.limit[1], _SIZE, 600)
        svg.text(max(x, frame.left + wide), top - 9 - lines, row.limit[1], size=_SIZE, weight=600, anchor="end")
    else:
        svg.text(x + 8, top + 27, row.limit[1], size=_SIZE, weight=600)
