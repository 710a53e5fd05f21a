"""The pictures of a comparison: the frames of each alternative, every report's coverage, and how evenly money lies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_percent
from fordel.forum.scenarios.presentation.charts import Drawing, LineUse, frame_chart, mark_of_line
from fordel.forum.scenarios.selectors.alternatives import Alternative
from fordel.shared.charts.paint import ACTION, INK, MUTED, paint_of
from fordel.shared.charts.stacked import FULL
from fordel.shared.charts.svg import NARROW, Svg
from fordel.shared.charts.text import wrap

_STROKES: Final = ((ACTION, ""), ("#7a3e9d", "7 3"), ("#056d13", "2 3"), ("#9b1616", "10 3 2 3"))
_ROW: Final = 54


def frames_of(alternative: Alternative) -> Drawing:
    """How each frame is used in an alternative."""
    language = get_language() or "nb"
    own = {line.code: 0 for line in alternative.lines}
    shared = dict(own)
    for row in alternative.rows:
        target = shared if row.group.is_shared else own
        for code, amount in alternative.by_line.get(row.id, {}).items():
            target[code] += amount
    reserve = alternative.scenario.reserve
    uses = [
        LineUse(
            line.code,
            mark_of_line(line.code, alternative.rows),
            line.name(language),
            line.amount,
            own[line.code],
            shared[line.code],
            reserve.get(line.code, 0),
        )
        for line in alternative.lines
    ]
    return frame_chart(uses, f"frames-{alternative.scenario.number}", hides=bool(alternative.closed))


def coverage_chart(found: Sequence[Alternative]) -> Drawing:
    """A dot for every report on a line from 0 to 100 per cent for each alternative; more reports at one place stack."""
    return Drawing(_coverage("coverage", found, FULL - 320), _coverage("coverage-narrow", found, NARROW))


def _coverage(name: str, found: Sequence[Alternative], width: int) -> SafeString:
    language = get_language() or "nb"
    svg = Svg(name, width, _coverage_label(found))
    left, right = 8.0, width - 16.0
    lowest = min((each.lowest or 0 for each in found), default=0) // 100 * 100
    y = 8.0
    for alternative in found:
        for line in wrap(alternative.name, 13, width - 16, 2):
            y += 18
            svg.text(left, y, line, size=13, weight=600)
        base = y + _ROW
        svg.line(left, base, right, base, stroke=MUTED)
        placed: dict[int, int] = {}
        for row in sorted(alternative.rows, key=lambda row: (row.target_group, row.number)):
            share = alternative.coverage(row)
            column = round((share - lowest) / (1000 - lowest or 1) * (right - left) / 7)
            placed[column] = placed.get(column, 0) + 1
            height = min((placed[column] - 1) * 4, _ROW - 8)
            paint = paint_of(row.group.mark)
            svg.circle(left + column * 7, base - 5 - height, 3, fill=paint.fill, stroke="#ffffff")
        y = base + 6
    ticks = list(range(lowest, 1001, 100 if 1000 - lowest <= 500 else 250))
    svg.axis(
        [
            (left + (tick - lowest) / (1000 - lowest or 1) * (right - left), format_percent(tick, 1000, language, 0))
            for tick in ticks
        ],
        y,
        y + 6,
    )
    return svg.markup(y + 34)


def _coverage_label(found: Sequence[Alternative]) -> str:
    language = get_language() or "nb"
    parts = [
        _("%(name)s: %(full)s of %(all)s reports get everything, the lowest coverage is %(lowest)s.")
        % {
            "name": each.name,
            "full": each.full,
            "all": len(each.rows),
            "lowest": format_percent(each.lowest or 0, 1000, language),
        }
        for each in found
    ]
    return " ".join(parts)


def lorenz_chart(found: Sequence[Alternative]) -> Drawing:
    """The share of the money that goes to the reports with the smallest amounts; the straight line is the same to
    all."""
    return Drawing(_lorenz("lorenz", found, 420), _lorenz("lorenz-narrow", found, NARROW))


def _lorenz(name: str, found: Sequence[Alternative], width: int) -> SafeString:
    language = get_language() or "nb"
    svg = Svg(name, width, _("How the money is divided between the reports, from the smallest amount to the largest."))
    left, right, top = 44.0, width - 10.0, 12.0
    bottom = top + (right - left)
    for tick in (0, 25, 50, 75, 100):
        x, y = left + tick / 100 * (right - left), bottom - tick / 100 * (bottom - top)
        svg.line(left, y, right, y)
        svg.text(left - 6, y + 4, format_percent(tick, 100, language, 0), size=12.5, fill=MUTED, anchor="end")
        svg.text(x, bottom + 18, str(tick), size=12.5, fill=MUTED, anchor="middle")
    svg.line(left, bottom, right, top, stroke=INK, dash="3 3")
    for (stroke, dash), alternative in zip(_STROKES, found, strict=False):
        points = [(left + float(x) * (right - left), bottom - float(y) * (bottom - top)) for x, y in alternative.lorenz]
        for (x1, y1), (x2, y2) in pairwise(points):
            svg.line(x1, y1, x2, y2, stroke=stroke, width=2, dash=dash)
    y = bottom + 40
    svg.text(left, y, _("Per cent of the reports, the smallest amounts first"), size=12.5, fill=MUTED)
    for (stroke, dash), alternative in zip(_STROKES, found, strict=False):
        y += 20
        svg.line(left, y - 4, left + 28, y - 4, stroke=stroke, width=2, dash=dash)
        svg.text(left + 36, y, wrap(alternative.name, 12.5, width - 100, 1)[0], size=12.5)
    return svg.markup(y + 10)
