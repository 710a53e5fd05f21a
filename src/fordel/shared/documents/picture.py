"""Pictures for slides: an SVG drawing as PNG, with the same fonts as the PDF."""

from __future__ import annotations

from functools import cache

import vl_convert

from fordel.shared.charts.view_box import view_size
from fordel.shared.documents.fonts import font_folder


@cache
def _use_fonts() -> None:
    vl_convert.register_font_directory(str(font_folder()))


def png_of(svg: str, *, width: int) -> bytes:
    """The drawing as PNG, so many pixels wide, on white."""
    _use_fonts()
    wide, high = view_size(svg)
    sized = svg.replace("<svg", f'<svg width="{wide:g}" height="{high:g}"', 1)
    ground = f'<rect width="{wide:g}" height="{high:g}" fill="#fff"/>'
    start = sized.index(">") + 1
    return bytes(vl_convert.svg_to_png(sized[:start] + ground + sized[start:], scale=width / wide))
