"""The size of a drawing, and a drawing as part of another."""

from __future__ import annotations

import re
from typing import Final

_VIEW_BOX: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def view_size(svg: str) -> tuple[float, float]:
    """Width and height of a drawing's view box, in its own units."""
    match = _VIEW_BOX.search(svg)
    if match is None:
        raise ValueError("the drawing has no viewBox that begins at 0 0")
    return float(match.group(1)), float(match.group(2))


def with_size(svg: str, *, x: float, y: float, width: float) -> str:
    """The drawing as part of another one: placed at x, y and scaled to the width."""
    wide, high = view_size(svg)
    place = f'<svg x="{x:g}" y="{y:g}" width="{width:g}" height="{high * width / wide:g}"'
    return svg.replace("<svg", place, 1)
