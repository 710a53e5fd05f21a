"""The pictures of the distribution page: the frames as bars, and what holding back costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.core.money import format_kroner, format_millions, format_percent
from fordel.forum.computing.compute import Computed
from fordel.programme.models import FrameLine
from fordel.reports.selectors.reports import ReportRow
from fordel.shared.charts.paint import ACTION, HELD_BACK, INK, MUTED, SHARED, Paint, paint_of
from fordel.shared.charts.stacked import FULL, Part, Row, stacked_chart
from fordel.shared.charts.svg import NARROW, Svg

_NOT_GIVEN = Paint("#ffffff", text=INK, stroke="#8a8f96", dashed=True)


@dataclass(frozen=True)
class Drawing:
    """A picture in two widths, the same figures in both."""

    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True)
class LineUse:
    """How one frame is used (whole kroner): its own reports, its part of the shared ones, held back, left. `mark` is
    that of the group which alone draws on it."""

    code: str
    mark: str
    name: str
    frame: int
    own: int
    shared: int
    reserve: int

    @property
    def left(self) -> int:
        return self.frame - self.own - self.shared - self.reserve


def mark_of_line(code: str, rows: Iterable[ReportRow]) -> str:
    """The mark of the target group whose reports the line alone pays; '' if there are several or none."""
    marks = {row.group.mark for row in rows if row.group.lines == (code,)}
    return marks.pop() if len(marks) == 1 else ""


def line_uses(computed: Computed, lines: Sequence[FrameLine]) -> list[LineUse]:
    """How each frame is used in a computed scenario; every row sums to its frame."""
    language = get_language() or "nb"
    own = {line.code: 0 for line in lines}
    shared = {line.code: 0 for line in lines}
    for share in computed.shares:
        target = shared if share.row.group.is_shared else own
        for code, amount in share.by_line.items():
            target[code] += amount
    return [
        LineUse(
            line.code,
            mark_of_line(line.code, (share.row for share in computed.shares)),
            line.name(language),
            line.amount,
            own[line.code],
            shared[line.code],
            computed.spec.reserve.get(line.code, 0),
        )
        for line in lines
    ]


def rest_name(*, hides: bool) -> str:
    """What the last part of a frame is; `hides`: reports that are closed to the reader stand in it as well."""
    return _("Left, and reports closed to you") if hides else _("Left")


def frame_chart(uses: Sequence[LineUse], name: str = "frames", *, hides: bool = False) -> Drawing:
    """A bar per frame: own reports, part of the shared reports, held back, left (see `rest_name`)."""
    language = get_language() or "nb"
    rest = rest_name(hides=hides)
    rows = [
        Row(
            use.name,
            (
                Part(use.own, paint_of(use.mark), _("Own reports"), format_kroner(use.own)),
                Part(use.shared, SHARED, _("Shared reports"), format_kroner(use.shared)),
                Part(use.reserve, HELD_BACK, _("Held back"), format_kroner(use.reserve)),
                Part(max(use.left, 0), _NOT_GIVEN, rest, format_kroner(use.left)),
            ),
            limit=(use.frame, _("Frame %(amount)s") % {"amount": format_kroner(use.frame)}),
        )
        for use in uses
    ]
    label = " ".join(
        _("%(line)s: own reports %(own)s, shared reports %(shared)s, held back %(reserve)s, %(rest)s %(left)s.")
        % {
            "rest": rest.lower(),
            "line": use.name,
            "own": format_kroner(use.own),
            "shared": format_kroner(use.shared),
            "reserve": format_kroner(use.reserve),
            "left": format_kroner(use.left),
        }
        for use in uses
    )

    def tick(value: int) -> str:
        return format_millions(value, language) if value else "0"

    return Drawing(
        stacked_chart(name, rows, label, tick, width=FULL - 320),
        stacked_chart(f"{name}-narrow", rows, label, tick, width=NARROW),
    )


@dataclass(frozen=True)
class CurvePoint:
    """With `reserve` kroner held back, `granted` of `asked` kroner are distributed."""

    reserve: int
    granted: int
    asked: int


def curve_chart(points: Sequence[CurvePoint], limit: int, now: CurvePoint, label: str) -> Drawing:
    """The part of the need that is met, against what is held back; a dashed line where cuts begin."""
    return Drawing(
        _curve("curve", points, limit, now, label, FULL - 320),
        _curve("curve-narrow", points, limit, now, label, NARROW),
    )


def _curve(name: str, points: Sequence[CurvePoint], limit: int, now: CurvePoint, label: str, width: int) -> SafeString:
    language = get_language() or "nb"
    svg = Svg(name, width, label)
    left, right, top, bottom = 56.0, width - 12.0, 24.0, 168.0
    most = max(point.reserve for point in points) or 1
    lowest = min(point.granted * 100 // point.asked for point in points if point.asked) if points[0].asked else 0
    floor = lowest // 10 * 10

    def x(reserve: int) -> float:
        return left + reserve / most * (right - left)

    def y(point: CurvePoint) -> float:
        share = point.granted * 100 / point.asked if point.asked else 100
        return bottom - (share - floor) / (100 - floor or 1) * (bottom - top)

    for percent in range(floor, 101, 10 if 100 - floor <= 50 else 20):
        height = bottom - (percent - floor) / (100 - floor or 1) * (bottom - top)
        svg.line(left, height, right, height)
        svg.text(left - 8, height + 4, format_percent(percent, 100, language, 0), size=12.5, fill=MUTED, anchor="end")
    for reserve, anchor in ((0, "start"), (most // 2, "middle"), (most, "end")):
        words = format_millions(reserve, language) if reserve else "0"
        svg.text(x(reserve), bottom + 20, words, size=12.5, fill=MUTED, anchor=anchor)
    if 0 < limit <= most:
        svg.line(x(limit), top - 8, x(limit), bottom, stroke=MUTED, dash="4 3")
        end = "end" if x(limit) > width / 2 else "start"
        shift = -6 if end == "end" else 6
        words = _("%(amount)s: no cuts") % {"amount": format_kroner(limit)}
        svg.text(x(limit) + shift, bottom - 8, words, size=12.5, weight=600, anchor=end)
    for before, after in pairwise(points):
        svg.line(x(before.reserve), y(before), x(after.reserve), y(after), stroke=ACTION, width=2.5)
    if now.reserve <= most:
        svg.circle(x(now.reserve), y(now), 6, fill=ACTION, stroke="#ffffff")
    return svg.markup(bottom + 30)
