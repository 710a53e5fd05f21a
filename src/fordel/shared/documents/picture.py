"""Pictures for slides: an SVG drawing as PNG, with the same fonts as the PDF."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import vl_convert

from fordel.shared.documents.fonts import font_folder

_VIEW_BOX: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@cache
def _use_fonts() -> None:
    vl_convert.register_font_directory(str(font_folder()))


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


def png_of(svg: str, *, width: int) -> bytes:
    """The drawing as PNG, so many pixels wide, on white."""
    _use_fonts()
    wide, high = view_size(svg)
    sized = svg.replace("<svg", f'<svg width="{wide:g}" height="{high:g}"', 1)
    ground = f'<rect width="{wide:g}" height="{high:g}" fill="#fff"/>'
    start = sized.index(">") + 1
    return bytes(vl_convert.svg_to_png(sized[:start] + ground + sized[start:], scale=width / wide))
