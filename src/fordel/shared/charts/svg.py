"""A small writer of SVG: presentation attributes only, everything escaped, numbers with one decimal."""

from __future__ import annotations

from typing import Final

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fordel.shared.charts.paint import GRID, INK, MUTED, Paint
from fordel.shared.charts.text import text_width

NARROW: Final = 358
PATTERNS: Final = {
    "hatch": (
        '<pattern id="{id}" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="8" height="8" fill="#e4f1f1"/><rect width="2" height="8" fill="#569698"/></pattern>'
    ),
    "dots": (
        '<pattern id="{id}" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect width="6" height="6" fill="#eceef0"/><circle cx="3" cy="3" r="1" fill="#8a8f96"/></pattern>'
    ),
}


def number(value: float) -> str:
    """`12.5`, `12`, never `-0`."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


class Svg:
    """A drawing of a width; `name` makes the ids of its patterns its own, `label` says in a sentence what it shows."""

    def __init__(self, name: str, width: float, label: str) -> None:
        self.name = name
        self.width = width
        self.label = label
        self._parts: list[str] = []
        self._patterns: set[str] = set()

    def rect(self, x: float, y: float, width: float, height: float, paint: Paint, *, radius: float = 0) -> None:
        """A filled rectangle; patterns, outlines and dashes follow the paint."""
        fill = paint.fill
        if paint.pattern:
            self._patterns.add(paint.pattern)
            fill = f"url(#{self.name}-{paint.pattern})"
        inset = 0.5 if paint.stroke else 0
        extra = f' stroke="{paint.stroke}"' if paint.stroke else ""
        extra += ' stroke-dasharray="4 3"' if paint.dashed else ""
        extra += f' rx="{number(radius)}"' if radius else ""
        x, y, width, height = x + inset, y + inset, max(width - 2 * inset, 0), height - 2 * inset
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
            f' fill="{fill}"{extra}/>'
        )

    def plate(self, x: float, y: float, width: float, height: float) -> None:
        """A white plate behind text that is drawn on a pattern."""
        self._parts.append(
            f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="#fff"/>'
        )

    def text(
        self,
        x: float,
        y: float,
        content: str,
        *,
        size: float = 13,
        weight: int = 400,
        anchor: str = "start",
        fill: str = INK,
    ) -> None:
        """One line of text; `y` is its baseline."""
        extra = "" if weight == 400 else f' font-weight="{weight}"'
        extra += "" if anchor == "start" else f' text-anchor="{anchor}"'
        self._parts.append(
            f'<text x="{number(x)}" y="{number(y)}" font-size="{number(size)}" fill="{fill}"{extra}>'
            f"{escape(content)}</text>"
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = GRID, width: float = 1, dash: str = ""
    ) -> None:
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self._parts.append(
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" stroke="{stroke}"'
            f' stroke-width="{number(width)}"{extra}/>'
        )

    def circle(self, x: float, y: float, radius: float, *, fill: str, stroke: str, opacity: float = 1) -> None:
        extra = f' fill-opacity="{opacity}"' if opacity != 1 else ""
        self._parts.append(
            f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{fill}" stroke="{stroke}"{extra}/>'
        )

    def shape(self, points: list[tuple[float, float]], fill: str, opacity: float) -> None:
        """A filled shape with these corners."""
        corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._parts.append(f'<polygon points="{corners}" fill="{fill}" fill-opacity="{opacity}"/>')

    def axis(self, ticks: list[tuple[float, str]], top: float, bottom: float) -> None:
        """Thin vertical lines with their values under them; `ticks` are positions and texts."""
        for x, content in ticks:
            self.line(x, top, x, bottom)
            half = text_width(content, 12.5) / 2
            anchor = "start" if x < half else "end" if x + half > self.width else "middle"
            self.text(x, bottom + 19, content, size=12.5, fill=MUTED, anchor=anchor)

    def markup(self, height: float) -> SafeString:
        """The finished drawing, as high as asked for."""
        patterns = "".join(PATTERNS[kind].format(id=f"{self.name}-{kind}") for kind in sorted(self._patterns))
        defs = f"<defs>{patterns}</defs>" if patterns else ""
        size = f'viewBox="0 0 {number(self.width)} {number(height)}"'
        return mark_safe(  # noqa: S308 -- built above from numbers, fixed colours and escaped text
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{escape(self.label)}"'
            f' font-family="Inter, sans-serif">{defs}{"".join(self._parts)}</svg>'
        )
