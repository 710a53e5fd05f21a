"""A map without a coastline: circles whose area is the amount, crosses where there is none, degrees as anchors."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from django.utils.safestring import SafeString

from fordel.shared.charts.paint import ACTION, DOWN, GRID, INK, LINE, MUTED
from fordel.shared.charts.svg import NARROW, Svg
from fordel.shared.charts.text import text_width

POLAR_CIRCLE: Final = 66.5622
_TALLEST: Final = 620
_SIDE: Final = 56
_TOP: Final = 26
_SIZE: Final = 12.5


@dataclass(frozen=True)
class Spot:
    """A place: its name, degrees north and east, and its amount. Without an amount it is a cross when it is missing,
    else only a point that shows where it lies."""

    name: str
    latitude: float
    longitude: float
    amount: int
    is_missing: bool = False


class Box(NamedTuple):
    """A rectangle that something is drawn in."""

    left: float
    top: float
    right: float
    bottom: float


class _Drawn(NamedTuple):
    spot: Spot
    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)


class _Projection(NamedTuple):
    """Degrees to the drawing: a degree of longitude is shorter the further north."""

    west: float
    north: float
    squeeze: float
    scale: float
    left: float

    def x(self, longitude: float) -> float:
        return self.left + (longitude - self.west) * self.squeeze * self.scale

    def y(self, latitude: float) -> float:
        return _TOP + (self.north - latitude) * self.scale


def bubble_map(
    name: str, spots: Sequence[Spot], label: str, *, polar_circle: str, legend: Sequence[tuple[int, str]], width: int
) -> SafeString:
    """The map; `polar_circle` is what the line is called, `legend` amounts with their texts, largest first."""
    svg = Svg(name, width, label)
    if not spots:
        return svg.markup(1)
    projection, bottom = _fit(spots, width)
    largest = _largest_radius(spots, projection, width)
    most = max((spot.amount for spot in spots), default=0)
    drawn = [_place(spot, projection, most, largest) for spot in spots]
    _degrees(svg, spots, projection, polar_circle, bottom)
    for item in sorted(drawn, key=lambda d: -d.radius):
        _mark(svg, item)
    _labels(svg, drawn, bottom)
    if not most:
        return svg.markup(bottom)
    return svg.markup(_legend(svg, legend, most, largest, bottom))


def radius_of(amount: int, most: int, largest: float) -> float:
    """The radius that makes the circle's area follow the amount; the largest amount gets the largest circle."""
    return largest * math.sqrt(amount / most) if most else 0.0


def _fit(spots: Sequence[Spot], width: int) -> tuple[_Projection, float]:
    """The projection that fills the width or the height, and where the map ends."""
    north, south = max(s.latitude for s in spots), min(s.latitude for s in spots)
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    squeeze = math.cos(math.radians((north + south) / 2))
    room = width - 2 * _SIDE
    tall = _TALLEST if width > NARROW else _TALLEST * 0.8
    scale = min(room / max((east - west) * squeeze, 0.01), (tall - 2 * _TOP) / max(north - south, 0.01), room / 0.5)
    left = (width - (east - west) * squeeze * scale) / 2
    return _Projection(west, north, squeeze, scale, left), (north - south) * scale + 2 * _TOP


def _largest_radius(spots: Sequence[Spot], projection: _Projection, width: int) -> float:
    """Half the typical distance to the nearest neighbour and a bit more: circles may touch, not cover each other."""
    points = [(projection.x(spot.longitude), projection.y(spot.latitude)) for spot in spots]
    nearest = [
        min(math.dist(point, other) for position, other in enumerate(points) if position != index)
        for index, point in enumerate(points)
        if len(points) > 1
    ]
    typical = sorted(nearest)[len(nearest) // 2] if nearest else 40
    return min(max(typical * 0.75, 9), 22 if width > NARROW else 16)


def _place(spot: Spot, projection: _Projection, most: int, largest: float) -> _Drawn:
    radius = max(radius_of(spot.amount, most, largest), 2) if spot.amount else 5
    return _Drawn(spot, projection.x(spot.longitude), projection.y(spot.latitude), radius)


def _degrees(svg: Svg, spots: Sequence[Spot], projection: _Projection, polar_circle: str, bottom: float) -> None:
    north, south = max(s.latitude for s in spots), min(s.latitude for s in spots)
    step = 1 if north - south > 1.2 else 0.5
    first = math.ceil((south - 0.1) / step)
    for count in range(first, math.floor((north + 0.1) / step) + 1):
        latitude = count * step
        y = projection.y(latitude)
        svg.line(0, y, svg.width, y, stroke=GRID)
        svg.text(svg.width, y - 4, f"{latitude:g}° N", size=_SIZE, fill=MUTED, anchor="end")
    if south < POLAR_CIRCLE < north:
        y = projection.y(POLAR_CIRCLE)
        svg.line(0, y, svg.width, y, stroke=ACTION, dash="4 3")
        svg.text(svg.width, y - 4, polar_circle, size=_SIZE, fill="#005db1", anchor="end")


def _mark(svg: Svg, item: _Drawn) -> None:
    if item.spot.amount:
        svg.circle(item.x, item.y, item.radius, fill=ACTION, stroke=ACTION, opacity=0.35)
        return
    if not item.spot.is_missing:
        svg.circle(item.x, item.y, 2, fill="#8a8f96", stroke="#8a8f96")
        return
    arm = 4
    svg.line(item.x - arm, item.y - arm, item.x + arm, item.y + arm, stroke=DOWN, width=2)
    svg.line(item.x - arm, item.y + arm, item.x + arm, item.y - arm, stroke=DOWN, width=2)


def _labels(svg: Svg, drawn: Sequence[_Drawn], bottom: float) -> None:
    """Names where there is room: crosses first, then the largest amounts. The name of a cross may cover a circle;
    another name without room is in the table."""
    circles = [item.box for item in drawn]
    taken: list[Box] = []
    named = [i for i in range(len(drawn)) if drawn[i].spot.amount or drawn[i].spot.is_missing]
    order = sorted(named, key=lambda i: (drawn[i].spot.amount != 0, -drawn[i].spot.amount))
    for index in order:
        item = drawn[index]
        others = circles[:index] + circles[index + 1 :]
        ways = [
            way for way in _candidates(item) if _inside(way.box, svg.width, bottom) and not _any_meets(way.box, taken)
        ]
        free = next((way for way in ways if not _any_meets(way.box, others)), None)
        way = free or (ways[0] if ways and not item.spot.amount else None)
        if way:
            colour = INK if item.spot.amount else DOWN
            svg.text(way.x, way.baseline, item.spot.name, size=_SIZE, anchor=way.anchor, fill=colour)
            taken.append(way.box)


def _any_meets(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < o[2] and o[0] < right and top < o[3] and o[1] < bottom for o in others)


def _inside(box: Box, width: float, bottom: float) -> bool:
    """Whether a name stays in the drawing and off the degrees at its right side."""
    return box.left >= 0 and box.right <= width - 42 and box.top >= 0 and box.bottom <= bottom


class _Way(NamedTuple):
    """A place for a name."""

    x: float
    baseline: float
    anchor: str
    box: Box


def _candidates(item: _Drawn) -> list[_Way]:
    """Where a name may stand, the best first: right, left, above, below, and the corners."""
    wide = text_width(item.spot.name, _SIZE)
    near, off = item.radius + 4, item.radius * 0.7 + 3
    found = []
    for dx, dy, anchor in (
        (near, 4.5, "start"),
        (-near, 4.5, "end"),
        (0, -near - 1, "middle"),
        (0, near + 10, "middle"),
        (off, -off, "start"),
        (off, off + 9, "start"),
        (-off, -off, "end"),
        (-off, off + 9, "end"),
    ):
        x, baseline = item.x + dx, item.y + dy
        left = {"start": x, "end": x - wide, "middle": x - wide / 2}[anchor]
        found.append(_Way(x, baseline, anchor, Box(left - 2, baseline - 11, left + wide + 2, baseline + 3)))
    return found


def _legend(svg: Svg, legend: Sequence[tuple[int, str]], most: int, largest: float, bottom: float) -> float:
    """A line of circles under the map; where it ends."""
    svg.line(0, bottom + 4, svg.width, bottom + 4, stroke=LINE)
    x, middle = 2.0, bottom + 12 + largest
    for amount, text in legend:
        radius = radius_of(amount, most, largest)
        svg.circle(x + radius, middle, radius, fill="#ffffff", stroke=MUTED)
        svg.text(x + 2 * radius + 6, middle + 4.5, text, size=_SIZE, fill=MUTED)
        x += 2 * radius + 6 + text_width(text, _SIZE) + 22
    return middle + largest + 4
