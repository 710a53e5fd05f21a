"""The grant's year as a ring: months outside, the parts of the year inside, and where we are now."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fordel.programme.plugs.start_page import Step, Visit
from fordel.programme.selectors.schemes import scheme_of
from fordel.shared.clock import OSLO, today
from fordel.shared.dates import day_and_month

_CENTRE, _OUTER, _MONTH_INNER, _PHASE_OUTER, _PHASE_INNER = 200.0, 186.0, 156.0, 152.0, 112.0
_GAP = 0.012
_LETTER = 8.5
"""Room for a letter of a name, in the units of the drawing."""


@dataclass(frozen=True)
class Phase:
    """A part of the year, from its first day to the day before `end`."""

    code: str
    name: str
    start: date
    end: date

    @property
    def last_day(self) -> date:
        return self.end - timedelta(days=1)

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end


def phases_of(visit: Visit) -> list[Phase]:
    """The parts of the year in order: by its deadlines, by what has happened where it was earlier or later, and by
    today for what is late. A part whose dates are not set is left out."""
    round_, dates = visit.round, scheme_of(visit.round.scheme).dates
    opens = dates.needs_open
    closes = round_.needs_deadline.astimezone(OSLO).date() if round_.needs_deadline else None
    recommended = _ends(visit, Step.RECOMMENDED, round_.recommendation_due)
    decided = _ends(visit, Step.DECIDED, dates.decision_due)
    end = date(opens.year + 1, opens.month, 1) + timedelta(days=opens.day - 1) if opens else None
    names = [
        ("needs", _("Report needs")),
        ("forum", _("Forum")),
        ("decision", _("Decision")),
        ("carry_out", _("Carry out")),
    ]
    phases, start = [], opens
    for (code, name), stop in zip(names, (closes, recommended, decided, end), strict=True):
        if start and stop and start < stop:
            phases.append(Phase(code, name, start, stop))
        start = max(filter(None, (start, stop)), default=None)
    return phases


def _ends(visit: Visit, step: Step, due: date | None) -> date | None:
    """The first day that is no longer in the part before the step: the day it was reached, else the day after it is
    due, or tomorrow if it is late."""
    reached = visit.day_of(step)
    if reached or due is None:
        return reached
    return max(due, today()) + timedelta(days=1)


def _angle(day: date) -> float:
    """Radians clockwise from twelve o'clock, where the year begins."""
    start = date(day.year, 1, 1)
    return 2 * math.pi * (day - start).days / (date(day.year + 1, 1, 1) - start).days


def _point(radius: float, angle: float) -> str:
    return f"{_CENTRE + radius * math.sin(angle):.1f} {_CENTRE - radius * math.cos(angle):.1f}"


def _segment(inner: float, outer: float, start: float, stop: float) -> str:
    stop = stop if stop > start else stop + 2 * math.pi
    large = int(stop - start > math.pi)
    a, b = start + _GAP, stop - _GAP
    return (
        f"M{_point(outer, a)}A{outer} {outer} 0 {large} 1 {_point(outer, b)}"
        f"L{_point(inner, b)}A{inner} {inner} 0 {large} 0 {_point(inner, a)}Z"
    )


def _text_arc(radius: float, start: float, stop: float) -> str:
    """The arc a label runs along, turned so that it is read from left to right also in the lower half."""
    stop = stop if stop > start else stop + 2 * math.pi
    large = int(stop - start > math.pi)
    middle = (start + stop) / 2 % (2 * math.pi)
    if math.pi / 2 < middle < 3 * math.pi / 2:
        radius += 9
        return f"M{_point(radius, stop)}A{radius} {radius} 0 {large} 0 {_point(radius, start)}"
    return f"M{_point(radius, start)}A{radius} {radius} 0 {large} 1 {_point(radius, stop)}"


def year_wheel(phases: list[Phase], on: date, next_line: str, next_when: str) -> SafeString:
    """The ring as SVG, with a sentence for those who do not see it; the list beside it says the same."""
    language = (get_language() or "nb")[:2]
    locale = {"nb": "nb", "nn": "nn"}.get(language, "en_GB")
    current = next((phase for phase in phases if phase.holds(on)), None)
    month_parts = format_html_join("", "{}", ((_month(n, on, locale),) for n in range(1, 13)))
    phase_parts = format_html_join("", "{}", ((_phase(p, n, p is current),) for n, p in enumerate(phases)))
    day = day_and_month(on)
    angle = _angle(on)
    label = _("The year as a ring. Today is %(day)s.") % {"day": day}
    if current:
        part = _("The year as a ring. Today is %(day)s, in the part «%(phase)s».")
        label = part % {"day": day, "phase": current.name}
    return format_html(
        '<svg class="wheel" viewBox="0 0 400 400" role="img" aria-label="{}">{}{}'
        '<path class="wheel-now" d="M{}L{}"/><circle class="wheel-dot" cx="{}" cy="{}" r="6"/>'
        '<text class="wheel-today" x="200" y="184">{}</text><text class="wheel-day" x="200" y="210">{}</text>'
        '<text class="wheel-next" x="200" y="232">{}</text><text class="wheel-when" x="200" y="249">{}</text></svg>',
        label,
        month_parts,
        phase_parts,
        _point(_MONTH_INNER - 3, angle),
        _point(_OUTER + 6, angle),
        *_point(_OUTER + 8, angle).split(),
        _("Today"),
        day,
        next_line,
        next_when,
    )


def _month(number: int, on: date, locale: str) -> SafeString:
    first = date(on.year, number, 1)
    following = date(on.year + number // 12, number % 12 + 1, 1)
    start, stop = _angle(first), (_angle(following) or 2 * math.pi)
    x, y = _point((_OUTER + _MONTH_INNER) / 2, (start + stop) / 2).split()
    now = " wheel-current" if number == on.month else ""
    name = str(format_date(first, "LLL", locale=locale)).rstrip(".")
    return format_html(
        '<path class="wheel-month{}" d="{}"/><text class="wheel-name{}" x="{}" y="{}">{}</text>',
        now,
        _segment(_MONTH_INNER, _OUTER, start, stop),
        now,
        x,
        float(y) + 4,
        name,
    )


def _phase(phase: Phase, index: int, is_current: bool) -> SafeString:
    """A part of the year, with its name if there is room; the list beside the ring has every name."""
    start, stop = _angle(phase.start), _angle(phase.end)
    now = " wheel-current" if is_current else ""
    days = (phase.end - phase.start).days
    if days / 366 * 2 * math.pi * _PHASE_INNER < len(phase.name) * _LETTER:
        return format_html(
            '<path class="wheel-phase{}" d="{}"/>', now, _segment(_PHASE_INNER, _PHASE_OUTER, start, stop)
        )
    return format_html(
        '<path class="wheel-phase{}" d="{}"/><path id="phase-{}" class="wheel-arc" d="{}"/>'
        '<text class="wheel-label{}"><textPath href="#phase-{}" startOffset="50%">{}</textPath></text>',
        now,
        _segment(_PHASE_INNER, _PHASE_OUTER, start, stop),
        index,
        _text_arc((_PHASE_OUTER + _PHASE_INNER) / 2 - 5, start, stop),
        now,
        index,
        phase.name,
    )
