"""The numbers of a drawing as series, for programs that draw it themselves: the one place where a chart of a page
becomes a chart of a presentation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fordel.shared.charts.bars import Bar
from fordel.shared.charts.bubbles import Spot
from fordel.shared.charts.flow import Stage
from fordel.shared.charts.paint import NEUTRAL, OTHER_YEAR, Paint
from fordel.shared.charts.stacked import Row

MOST_BARS: Final = 20
"""As many as a slide has room for."""


@dataclass(frozen=True)
class Series:
    """Numbers of one kind: one for each category, None where there is none, each with its paint."""

    name: str
    values: tuple[float | None, ...]
    paints: tuple[Paint, ...]


@dataclass(frozen=True)
class SeriesChart:
    """Bars beneath each other, one for each category; the series are the parts of a bar, the first one first."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]

    @property
    def is_whole(self) -> bool:
        """Whether every number is a whole one."""
        return all(float(value).is_integer() for each in self.series for value in each.values if value is not None)


def series_of_rows(rows: Sequence[Row], limit: str = "") -> SeriesChart:
    """Of stacked bars. The limit of a row is a bar of its own beneath it, of a series that `limit` names."""
    names, bars = list[str](), list[tuple[str, dict[str, tuple[int, Paint]]]]()
    for row in rows:
        bars.append((row.label, {part.name: (part.value, part.paint) for part in row.parts}))
        if row.limit:
            bars.append((row.limit[1], {limit: (row.limit[0], OTHER_YEAR)}))
    for _label, parts in bars:
        names.extend(name for name in parts if name not in names)
    return _chart(bars, sorted(names, key=lambda name: name == limit))


def series_of_bars(bars: Sequence[Bar], names: Mapping[Paint, str], fine: int = 1) -> SeriesChart:
    """Of bars that lie down; `names` says what each paint is, in the order of the series. The bars are drawn in parts
    of `fine`: with 100 a bar of 340 is 3.4."""
    found = [
        (bar.label, {names[paint]: (value / fine if fine > 1 else value, paint) for value, paint in bar.parts})
        for bar in bars
    ]
    used = {name for _label, parts in found for name in parts}
    return _chart(found, [name for name in names.values() if name in used])


def series_of_flow(stages: Sequence[Stage], bands: Sequence[tuple[str, Paint, Sequence[int]]]) -> SeriesChart:
    """Of a flow: a bar for each stage, with what each band (name, paint, amounts) is there."""
    found = [
        (stage.name, {name: (amounts[position], paint) for name, paint, amounts in bands})
        for position, stage in enumerate(stages)
    ]
    return _chart(found, [name for name, _paint, _amounts in bands])


def series_of_spots(spots: Sequence[Spot], name: str) -> SeriesChart:
    """Of a map: a bar for each place that has an amount, the largest `MOST_BARS` first."""
    largest = sorted((spot for spot in spots if spot.amount), key=lambda spot: -spot.amount)[:MOST_BARS]
    return _chart([(spot.name, {name: (spot.amount, NEUTRAL)}) for spot in largest], [name])


def series_of_whole(label: str, parts: Sequence[tuple[str, int, Paint]]) -> SeriesChart:
    """Of a whole in parts: (name, value, paint). One bar."""
    return _chart([(label, {name: (value, paint) for name, value, paint in parts})], [name for name, *_ in parts])


def _chart(bars: Sequence[tuple[str, Mapping[str, tuple[float, Paint]]]], names: Sequence[str]) -> SeriesChart:
    series = []
    for name in names:
        found = [parts.get(name) for _label, parts in bars]
        paint = next((each[1] for each in found if each), NEUTRAL)
        values = tuple(each[0] if each else None for each in found)
        series.append(Series(name, values, tuple(each[1] if each else paint for each in found)))
    return SeriesChart(tuple(label for label, _parts in bars), tuple(series))
