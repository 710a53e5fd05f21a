"""Reads a presentation again as a program that opens it does."""

from __future__ import annotations

import io
from typing import Any

from pptx import Presentation

Numbers = dict[str, dict[str, float]]


def charts_in(content: bytes) -> list[tuple[str, Numbers]]:
    """(title of the slide, series -> category -> number) of every native chart, with no empty numbers. Raises
    AssertionError for a slide that has a picture."""
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        shapes: list[Any] = list(slide.shapes)
        assert not [shape for shape in shapes if shape.shape_type == 13], "a picture cannot be edited"
        found += [(slide.shapes.title.text, numbers_of(shape.chart)) for shape in shapes if shape.has_chart]
    return found


def numbers_of(chart: Any) -> Numbers:
    """Series -> category -> number, without those that are empty."""
    categories = [str(each) for each in chart.plots[0].categories]
    return {
        series.name: {
            name: int(value) if value == int(value) else value
            for name, value in zip(categories, series.values, strict=True)
            if value is not None
        }
        for series in chart.plots[0].series
    }
