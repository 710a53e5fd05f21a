"""QR codes (ISO/IEC 18004): as a drawing in a page, and as a picture that goes with a mail."""

from __future__ import annotations

from io import BytesIO
from typing import Final

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_MASK: Final = 4


def qr_drawing(text: str, name: str) -> SafeString:
    """An SVG of the code for a page, as wide as its style says; `name` is what screen readers call it."""
    code = _code(text)
    width = code.symbol_size(border=4)[0]
    path = mark_safe(_path(code))  # noqa: S308 -- numbers and letters of ours
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path fill="#000" d="{2}"/></svg>',
        width,
        name,
        path,
    )


def qr_svg(text: str) -> str:
    """The same as an SVG file of its own."""
    code = _code(text)
    width = code.symbol_size(border=4)[0]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {width}"><rect width="{width}" height="{width}"'
        f' fill="#fff"/><path fill="#000" d="{_path(code)}"/></svg>'
    )


def qr_png(text: str) -> bytes:
    """The same as a picture, with its quiet zone."""
    buffer = BytesIO()
    _code(text).save(buffer, kind="png", scale=8, border=4)
    return buffer.getvalue()


def _code(text: str) -> segno.QRCode:
    """One mask for all: to try the eight of them takes five times as long, in the lock of an event that is filling up,
    and whoever reads a code finds its mask in the code."""
    return segno.make_qr(text, error="m", mask=_MASK)


def _path(code: segno.QRCode) -> str:
    """Each row of dark modules as a rectangle."""
    parts = []
    for y, row in enumerate(code.matrix):
        x = 0
        while x < len(row):
            length = 0
            while x + length < len(row) and row[x + length]:
                length += 1
            if length:
                parts.append(f"M{x + 4} {y + 4}h{length}v1h-{length}z")
            x += length or 1
    return "".join(parts)
