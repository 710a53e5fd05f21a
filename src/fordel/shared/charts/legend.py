"""What the colours of a drawing mean, as part of the drawing: for documents and slides."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from fordel.shared.charts.paint import Paint
from fordel.shared.charts.svg import Svg
from fordel.shared.charts.text import text_width

_SWATCH = 12
_ROW = 22


def legend_row(name: str, entries: Sequence[tuple[Paint, str]], width: int) -> SafeString:
    """Swatches with their words beside each other, on more lines where they need them."""
    svg = Svg(f"{name}-legend", width, "")
    x, y = 0.0, 14.0
    for paint, words in entries:
        wide = _SWATCH + 7 + text_width(words, 12.5) + 20
        if x and x + wide - 20 > width:
            x, y = 0.0, y + _ROW
        svg.rect(x, y - 10, _SWATCH, _SWATCH, paint)
        svg.text(x + _SWATCH + 7, y, words, size=12.5)
        x += wide
    return svg.markup(y + 8)


def above_each_other(upper: str, lower: str, width: float, height: float) -> str:
    """Two drawings of the same width as one; `height` is that of the upper one."""
    head, _, body = upper.partition(">")
    below = float(lower.split('viewBox="0 0 ', 1)[1].split('"', 1)[0].split()[1])
    total = f'viewBox="0 0 {width:g} {height + below + 6:g}"'
    first = head.replace(f'viewBox="0 0 {width:g} {height:g}"', total, 1)
    placed = lower.replace("<svg", f'<svg y="{height + 6:g}" width="{width:g}" height="{below:g}"', 1)
    placed = placed.replace(' role="img" aria-label=""', "", 1)
    return f"{first}>{body.removesuffix('</svg>')}{placed}</svg>"
